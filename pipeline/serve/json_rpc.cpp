// Tested by tests/cli/lsp_test.py.
#include "pipeline/serve/json_rpc.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace jiaodui {
namespace {

constexpr std::size_t kHeaderLimit = 1024;
constexpr std::size_t kBodyLimit = 64u << 20;

// `Content-Length` of a block of header lines.
std::optional<std::size_t> content_length(std::string_view head) {
    constexpr std::string_view kName = "content-length:";
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        std::string line(head.substr(0, end));
        head.remove_prefix(std::min(end + 2, head.size()));
        std::transform(line.begin(), line.end(), line.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (!line.starts_with(kName)) continue;
        const std::size_t digits = line.find_first_not_of(' ', kName.size());
        std::size_t value = 0;
        if (digits == std::string::npos) return std::nullopt;
        const auto [stop, bad] = std::from_chars(line.data() + digits, line.data() + line.size(), value);
        if (bad != std::errc() || value > kBodyLimit) return std::nullopt;
        return value;
    }
    return std::nullopt;
}

}  // namespace

bool JsonRpc::read_more(std::chrono::milliseconds pause) {
    if (ended_) return false;
    pollfd ready{in_, POLLIN, 0};
    if (pause.count() >= 0 && ::poll(&ready, 1, static_cast<int>(pause.count())) <= 0) return false;
    char chunk[1 << 16];
    ssize_t got = 0;
    do got = ::read(in_, chunk, sizeof chunk);
    while (got < 0 && errno == EINTR);
    if (got <= 0) {
        ended_ = true;
        return false;
    }
    bytes_.append(chunk, static_cast<std::size_t>(got));
    return true;
}

JsonRpc::Frame JsonRpc::take_frame(std::string& body) {
    const std::size_t head = bytes_.find("\r\n\r\n");
    if (head == std::string::npos) return bytes_.size() > kHeaderLimit ? Frame::broken : Frame::none;
    const auto length = content_length(std::string_view(bytes_).substr(0, head));
    if (head > kHeaderLimit || !length) return Frame::broken;
    if (bytes_.size() < head + 4 + *length) return Frame::none;
    body = bytes_.substr(head + 4, *length);
    bytes_.erase(0, head + 4 + *length);
    return Frame::whole;
}

void JsonRpc::queue_frames() {
    std::string body;
    for (;;) {
        switch (take_frame(body)) {
            case Frame::none: return;
            case Frame::whole: accept(body); break;
            case Frame::broken:
                ended_ = true;
                bytes_.clear();
                return;
        }
    }
}

void JsonRpc::accept(const std::string& body) {
    Json message = Json::parse(body, nullptr, false);
    if (message.is_discarded() || !message.is_object()) {
        fail(nullptr, message.is_discarded() ? parse_error : invalid_request, "not a JSON-RPC message");
        return;
    }
    if (message.value("method", "") == "$/cancelRequest" && message.contains("params") &&
        message["params"].is_object()) {
        const Json id = message["params"].value("id", Json());
        const auto it = std::find_if(queue_.begin(), queue_.end(),
                                     [&](const Json& m) { return m.contains("id") && m["id"] == id; });
        if (it != queue_.end() && it->contains("method")) {
            fail(id, cancelled, "cancelled");
            queue_.erase(it);
        }
        return;
    }
    queue_.push_back(std::move(message));
}

bool JsonRpc::waiting(std::chrono::milliseconds pause) {
    if (!queue_.empty()) pause = {};
    while (read_more(pause)) {
        queue_frames();
        pause = {};
    }
    return !queue_.empty();
}

std::optional<Json> JsonRpc::next() {
    while (!waiting()) {
        if (!read_more(std::chrono::milliseconds(-1))) return std::nullopt;
        queue_frames();
    }
    Json out = std::move(queue_.front());
    queue_.pop_front();
    return out;
}

void JsonRpc::write(const Json& message) {
    const std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string frame = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::string_view rest = frame; !rest.empty();) {
        const ssize_t put = ::write(out_, rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) {
            ended_ = true;
            return;
        }
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
}

void JsonRpc::reply(const Json& id, Json result) {
    write({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

void JsonRpc::fail(const Json& id, int code, const std::string& message) {
    write({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

void JsonRpc::notify(const std::string& method, Json params) {
    write({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void JsonRpc::ask(const std::string& method, Json params) {
    write({{"jsonrpc", "2.0"},
           {"id", "jiaodui-" + std::to_string(++asked_)},
           {"method", method},
           {"params", std::move(params)}});
}

}  // namespace jiaodui
