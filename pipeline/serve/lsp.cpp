// Requests are answered in the order in which they come. A document is looked at again when the client pauses, or when
// an answer depends on it; what takes long waits for a longer pause. Tested by tests/cli/lsp_test.py and
// tests/outside/lsp_clients_test.sh.
#include "pipeline/serve/lsp.hpp"

#include <map>

#include "pipeline/serve/lsp_carry.hpp"
#include "pipeline/serve/lsp_document.hpp"

namespace jiaodui {
namespace {

// So long nobody types: time for the whole look.
constexpr std::chrono::milliseconds kPause{300};

class Server {
  public:
    Server(int in, int out, const LspHost& host) : rpc_(in, out), host_(host) {}

    int run() {
        while (!exited_) {
            settle();
            const std::optional<Json> message = rpc_.next();
            if (!message) return 1;
            take(*message);
        }
        return shut_down_ ? 0 : 1;
    }

  private:
    using Handler = Json (Server::*)(const Json& params);

    void take(const Json& message) {
        const Json id = message.value("id", Json());
        const bool request = message.contains("id");
        if (!message.contains("method") || !message["method"].is_string()) return;  // an answer to what we asked
        const std::string method = message["method"].get<std::string>();
        const auto it = handlers().find(method);
        if (it == handlers().end()) {
            if (request) rpc_.fail(id, JsonRpc::no_method, "no such method: " + method);
            return;
        }
        if (shut_down_ && method != "exit") {
            if (request) rpc_.fail(id, JsonRpc::invalid_request, "shutting down");
            return;
        }
        try {
            Json result = (this->*it->second)(message.value("params", Json::object()));
            if (request) rpc_.reply(id, std::move(result));
        } catch (const Json::exception& wrong) {
            if (request) rpc_.fail(id, JsonRpc::invalid_params, wrong.what());
        }
    }

    static const std::map<std::string, Handler>& handlers() {
        static const std::map<std::string, Handler> kHandlers{
            {"initialize", &Server::initialize},
            {"initialized", &Server::initialized},
            {"shutdown", &Server::shutdown},
            {"exit", &Server::exit},
            {"textDocument/didOpen", &Server::did_open},
            {"textDocument/didChange", &Server::did_change},
            {"textDocument/didSave", &Server::nothing},
            {"textDocument/didClose", &Server::did_close},
            {"textDocument/codeAction", &Server::code_action},
            {"textDocument/hover", &Server::hover},
            {"workspace/didChangeWatchedFiles", &Server::files_changed},
            {"workspace/didChangeConfiguration", &Server::files_changed},
            {"workspace/executeCommand", &Server::execute},
        };
        return kHandlers;
    }

    Json nothing(const Json&) { return nullptr; }

    Json initialize(const Json& params) {
        const Json capabilities = params.value("capabilities", Json::object());
        const Json general = capabilities.value("general", Json::object());
        std::string encoding = "utf-16";
        for (const Json& offered : general.value("positionEncodings", Json::array())) {
            if (offered == "utf-8" || offered == "utf-16" || offered == "utf-32") {
                encoding = offered.get<std::string>();
                break;
            }
        }
        unit_ = encoding == "utf-8"    ? PositionUnit::utf8
                : encoding == "utf-32" ? PositionUnit::utf32
                                       : PositionUnit::utf16;
        const Json workspace = capabilities.value("workspace", Json::object());
        watches_ = workspace.value("didChangeWatchedFiles", Json::object()).value("dynamicRegistration", false);
        return {{"capabilities",
                 {{"positionEncoding", encoding},
                  {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
                  {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll.jiaodui"}}}},
                  {"hoverProvider", true},
                  {"executeCommandProvider", {{"commands", {"jiaodui.addTerm", "jiaodui.keep"}}}}}},
                {"serverInfo", {{"name", "jiaodui"}, {"version", host_.version}}}};
    }

    Json initialized(const Json&) {
        if (!watches_) return nullptr;
        Json watchers = Json::array();
        for (const char* pattern : {"**/.jiaodui.yaml", "**/.jiaodui/*", "**/*.{yaml,yml,tsv}"})
            watchers.push_back({{"globPattern", pattern}});
        rpc_.ask("client/registerCapability",
                 {{"registrations", Json::array({{{"id", "jiaodui-watch"},
                                                  {"method", "workspace/didChangeWatchedFiles"},
                                                  {"registerOptions", {{"watchers", std::move(watchers)}}}}})}});
        return nullptr;
    }

    Json shutdown(const Json&) {
        shut_down_ = true;
        return nullptr;
    }

    Json exit(const Json&) {
        exited_ = true;
        return nullptr;
    }

    Json did_open(const Json& params) {
        const Json& item = params.at("textDocument");
        LspDocument document;
        document.uri = item.at("uri").get<std::string>();
        document.path = path_of_uri(document.uri, item.value("languageId", ""));
        document.text = item.at("text").get<std::string>();
        document.version = item.value("version", Json());
        documents_.insert_or_assign(document.uri, std::move(document));
        return nullptr;
    }

    Json did_change(const Json& params) {
        LspDocument* document = find(params);
        if (document == nullptr) return nullptr;
        document->version = params.at("textDocument").value("version", Json());
        document->looked_at = document->whole = false;
        change_text(document->text, params.at("contentChanges"), unit_);
        return nullptr;
    }

    Json did_close(const Json& params) {
        const std::string uri = params.at("textDocument").at("uri").get<std::string>();
        if (documents_.erase(uri) > 0)
            rpc_.notify("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}});
        return nullptr;
    }

    Json code_action(const Json& params) {
        LspDocument* document = find(params);
        if (document == nullptr) return Json::array();
        if (!document->looked_at) look(*document, LspLook::quick);
        const Json only = params.value("context", Json::object()).value("only", Json());
        return actions_of(*document, params.at("range"), only, unit_, host_.lang);
    }

    Json hover(const Json& params) {
        LspDocument* document = find(params);
        if (document == nullptr) return nullptr;
        if (!document->looked_at) look(*document, LspLook::quick);
        const Entry* entry = entry_at(*document, params.at("position"), unit_);
        if (entry == nullptr) return nullptr;
        const Finding& finding = document->outcome->speaker(*entry).finding;
        std::string text = "**" + std::string(finding.rule) + "** " + finding.message.in(host_.lang) + "\n\n";
        if (!finding.evidence.file.empty()) {
            text += '`' + finding.evidence.file + ':' + std::to_string(finding.evidence.line) + "` " +
                    finding.evidence.key + "\n\n";
        }
        text += host_.page(finding.rule);
        return {{"contents", {{"kind", "markdown"}, {"value", text}}},
                {"range", range_of(TextPositions(document->text, unit_), entry->at)}};
    }

    Json files_changed(const Json&) {
        tell(host_.reload());
        for (auto& [uri, document] : documents_) {
            document.looked_at = document.whole = false;
            document.outcome.reset();  // it speaks of rules that are gone
        }
        return nullptr;
    }

    Json execute(const Json& params) {
        const Json arguments = params.value("arguments", Json::array());
        const bool keep = params.at("command") == "jiaodui.keep";
        const Result<void> done =
            keep ? host_.keep_word(arguments.at(0).get<std::string>())
                 : host_.add_term(arguments.at(0).get<std::string>(), arguments.at(1).get<std::string>());
        tell(done);
        if (done) files_changed({});
        return nullptr;
    }

    LspDocument* find(const Json& params) {
        const auto it = documents_.find(params.at("textDocument").at("uri").get<std::string>());
        return it == documents_.end() ? nullptr : &it->second;
    }

    void tell(const Result<void>& done) {
        if (!done) rpc_.notify("window/showMessage", {{"type", 1}, {"message", describe(done.error(), host_.lang)}});
    }

    void look(LspDocument& document, LspLook how) {
        document.looked_at = true;
        document.whole = how == LspLook::whole;
        Result<Outcome> outcome = host_.check(document.path, document.text, how);
        document.trouble = outcome ? "" : describe(outcome.error(), host_.lang);
        if (outcome && document.outcome && !document.whole) carry_over(*document.outcome, host_.slow_stage, *outcome);
        if (outcome) document.outcome = std::move(*outcome);
        else document.outcome.reset();
        rpc_.notify("textDocument/publishDiagnostics", {{"uri", document.uri},
                                                        {"version", document.version},
                                                        {"diagnostics", diagnostics_of(document, unit_, host_.lang)}});
    }

    // Until the client says something: what is quick of all documents, then the rest of one after the other.
    void settle() {
        if (rpc_.waiting()) return;
        for (auto& [uri, document] : documents_) {
            if (!document.looked_at) look(document, LspLook::quick);
        }
        for (auto& [uri, document] : documents_) {
            if (document.whole) continue;
            if (rpc_.waiting(kPause)) return;
            look(document, LspLook::whole);
        }
    }

    JsonRpc rpc_;
    const LspHost& host_;
    PositionUnit unit_ = PositionUnit::utf16;
    bool watches_ = false;
    bool shut_down_ = false;
    bool exited_ = false;
    std::map<std::string, LspDocument> documents_;
};

}  // namespace

int serve_lsp(int in, int out, const LspHost& host) { return Server(in, out, host).run(); }

}  // namespace jiaodui
