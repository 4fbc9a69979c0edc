// One thread watches the files, the server's own answer. Tested by tests/browser/server_test.py and
// tests/browser/web_test.py.
#include "pipeline/serve/review_server.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/review_page.hpp"
#include "pipeline/review/json_line.hpp"
#include "pipeline/serve/http.hpp"

namespace jiaodui {
namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 400ms;  // between two looks at the files
constexpr auto kWait = 20s;    // that a request for news waits
constexpr std::size_t kMostWaiting = 32;

std::string quoted(std::string_view text) {
    std::string out;
    json::append_string(out, text);
    return out;
}

std::string list_of(const auto& texts) {
    std::string out = "[";
    for (const std::string& text : texts) {
        if (out.size() > 1) out += ',';
        json::append_string(out, text);
    }
    return out + ']';
}

class Review {
  public:
    Review(ReviewDesk& desk, const ServeOptions& options) : desk_(desk), options_(options) {}

    Result<void> run(const std::function<void(const std::string&)>& ready, const std::function<bool()>& ends) {
        HttpServer::Options http;
        http.page = page_head(PageUse::server) +
                    page_data_element("{\"mode\":\"web\",\"lang\":\"" +
                                      std::string(options_.lang == Lang::zh ? "zh" : "en") + "\"}") +
                    std::string(page_tail());
        http.policy = page_policy(PageUse::server);
        http.media = options_.media;
        Error why;
        const std::unique_ptr<HttpServer> server = HttpServer::open(std::move(http), why);
        if (server == nullptr) return why;
        server_ = server.get();
        routes();
        std::thread watcher([&] { watch(ends); });
        ready(server->address());
        server->serve();
        {
            const std::lock_guard lock(news_);
            over_ = true;
        }
        heard_.notify_all();
        watcher.join();
        if (ender_.joinable()) ender_.join();
        return {};
    }

  private:
    HttpAnswer failed(const Error& error) const {
        return {error.code == ErrorCode::conflict ? 409 : 400, describe(error, options_.lang),
                "text/plain; charset=utf-8"};
    }
    HttpAnswer answer(const Result<std::string>& result) const {
        return result ? HttpAnswer{200, *result} : failed(result.error());
    }
    HttpAnswer answer(const Result<void>& result) const {
        return result ? HttpAnswer{200, "{}"} : failed(result.error());
    }

    void routes() {
        server_->get("/api/start", [this](const HttpRequest&) { return start(); });
        server_->get("/api/page", [this](const HttpRequest& request) {
            const std::lock_guard lock(desk_mutex_);
            const std::vector<std::string> files = desk_.files();
            const std::string file = request.get("file");
            if (std::find(files.begin(), files.end(), file) == files.end())
                return HttpAnswer{404, "no such page", "text/plain"};
            return answer(desk_.page(file));
        });
        server_->get("/api/events", [this](const HttpRequest& request) { return events(request); });
        server_->post("/api/decide", [this](const HttpRequest& request) {
            const std::lock_guard lock(desk_mutex_);
            return answer(desk_.decide(request.body, false));
        });
        server_->post("/api/undo", [this](const HttpRequest& request) {
            const std::lock_guard lock(desk_mutex_);
            return answer(desk_.decide(request.body, true));
        });
        server_->post("/api/write", [this](const HttpRequest&) {
            const std::lock_guard lock(desk_mutex_);
            return answer(desk_.write());
        });
        server_->post("/api/paste", [this](const HttpRequest& request) {
            const Result<json::Line> line = json::Line::parse(request.body);
            if (!line) return failed(line.error());
            const std::lock_guard lock(desk_mutex_);
            return answer(desk_.paste(line->text("text")));
        });
        server_->post("/api/glossary", [this](const HttpRequest& request) {
            const Result<json::Line> line = json::Line::parse(request.body);
            if (!line) return failed(line.error());
            const std::lock_guard lock(desk_mutex_);
            const Result<std::string> said = desk_.add_term(line->text("wrong"), line->text("right"));
            return said ? HttpAnswer{200, "{\"message\":" + quoted(*said) + '}'} : failed(said.error());
        });
        server_->get("/api/steps", [this](const HttpRequest& request) {
            const std::lock_guard lock(desk_mutex_);
            return answer(desk_.steps(request.get("file")));
        });
        server_->post("/api/step", [this](const HttpRequest& request) {
            const Result<json::Line> line = json::Line::parse(request.body);
            if (!line) return failed(line.error());
            const std::lock_guard lock(desk_mutex_);
            const std::string file = line->text("file");
            const Result<void> noted = desk_.note_step(file, line->text("step"), line->flag("skipped"));
            return noted ? answer(desk_.steps(file)) : failed(noted.error());
        });
        server_->post("/api/stop", [this](const HttpRequest&) {
            finish();
            return HttpAnswer{200, "{}"};
        });
    }

    HttpAnswer start() {
        const std::lock_guard lock(desk_mutex_);
        const std::vector<std::string> files = desk_.files();
        std::string out = "{\"files\":" + list_of(files) + ",\"paste\":" + (files.empty() ? "true" : "false") +
                          ",\"seen\":" + std::to_string(seen()) +
                          ",\"glossary\":" + (desk_.has_glossary() ? "true" : "false") +
                          ",\"steps\":" + (desk_.has_steps() ? "true" : "false");
        if (!options_.media.empty()) {
            const std::string_view name = options_.media;
            const bool video = name.ends_with(".mp4") || name.ends_with(".webm") || name.ends_with(".mkv") ||
                               name.ends_with(".mov") || name.ends_with(".m4v");
            out += ",\"media\":" + quoted(server_->media_token()) + ",\"video\":" + (video ? "true" : "false");
        }
        return {200, out + '}'};
    }

    std::uint64_t seen() {
        const std::lock_guard lock(news_);
        return number_;
    }

    // What has changed since a number; waits for it. Those who wait beyond a limit are sent away with nothing.
    HttpAnswer events(const HttpRequest& request) {
        std::uint64_t since = 0;
        const std::string text = request.get("since");
        std::from_chars(text.data(), text.data() + text.size(), since);
        std::unique_lock lock(news_);
        if (waiting_ < kMostWaiting) {
            ++waiting_;
            heard_.wait_for(lock, kWait, [&] { return over_ || number_ > since; });
            --waiting_;
        }
        std::set<std::string> files;
        for (const auto& [number, file] : happened_) {
            if (number > since) files.insert(file);
        }
        return {200, "{\"seen\":" + std::to_string(number_) + ",\"ended\":" + (over_ ? "true" : "false") +
                         ",\"changed\":" + list_of(files) + '}'};
    }

    void watch(const std::function<bool()>& ends) {
        for (;;) {
            {
                std::unique_lock lock(news_);
                if (heard_.wait_for(lock, kLook, [&] { return over_; })) return;
            }
            if (ends()) {
                finish();
                return;
            }
            std::vector<std::string> changed;
            {
                const std::lock_guard lock(desk_mutex_);
                changed = desk_.changed();
            }
            if (changed.empty()) continue;
            {
                const std::lock_guard lock(news_);
                ++number_;
                for (std::string& file : changed) happened_.emplace_back(number_, std::move(file));
                while (happened_.size() > 1000) happened_.pop_front();
            }
            heard_.notify_all();
        }
    }

    void finish() {
        {
            const std::lock_guard lock(news_);
            if (over_) return;
            over_ = true;
            ender_ = std::thread([this] {
                std::this_thread::sleep_for(150ms);  // for the answers that are on their way
                server_->stop();
            });
        }
        heard_.notify_all();
    }

    ReviewDesk& desk_;
    const ServeOptions& options_;
    HttpServer* server_ = nullptr;
    std::mutex desk_mutex_;
    std::mutex news_;  // guards what follows
    std::condition_variable heard_;
    std::uint64_t number_ = 0;
    std::deque<std::pair<std::uint64_t, std::string>> happened_;
    std::size_t waiting_ = 0;
    bool over_ = false;
    std::thread ender_;
};

}  // namespace

Result<void> serve_review(ReviewDesk& desk, const ServeOptions& options,
                          const std::function<void(const std::string&)>& ready, const std::function<bool()>& ends) {
    return Review(desk, options).run(ready, ends);
}

}  // namespace jiaodui
