// cpp-httplib as Debian has it (0.11), whose threads are replaced: it starts with a fixed few, which as many slow
// clients would hold. Tested by tests/browser/server_test.py, as strangers would.
#include "pipeline/serve/http.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include <httplib.h>

namespace jiaodui {
namespace {

constexpr std::size_t kMostThreads = 256;
constexpr time_t kPatience = 5;  // seconds for the next bytes of a request

std::string random_token() {
    std::array<unsigned char, 24> bytes{};
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t n = ::getrandom(bytes.data() + got, bytes.size() - got, 0);
        if (n > 0) got += static_cast<std::size_t>(n);
    }
    std::string out;
    for (const unsigned char byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}

// In the same time whatever they hold.
bool same(std::string_view a, std::string_view b) {
    unsigned different = a.size() != b.size() ? 1 : 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        different |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    }
    return different == 0;
}

// As many threads as there is work, up to a limit; then work waits. Threads that a slow client holds are left to the
// end of the process.
class Threads : public httplib::TaskQueue {
  public:
    struct State {
        std::mutex mutex;
        std::condition_variable wake, done;
        std::deque<std::function<void()>> waiting;
        std::size_t threads = 0, idle = 0;
        bool closed = false;
    };

    explicit Threads(std::shared_ptr<State> state) : state_(std::move(state)) {}

    void enqueue(std::function<void()> work) override {
        const std::lock_guard lock(state_->mutex);
        state_->waiting.push_back(std::move(work));
        if (state_->idle >= state_->waiting.size() || state_->threads >= kMostThreads) {
            state_->wake.notify_one();
            return;
        }
        ++state_->threads;
        std::thread(run, state_).detach();
    }

    void shutdown() override {
        std::unique_lock lock(state_->mutex);
        state_->closed = true;
        state_->wake.notify_all();
        state_->done.wait_for(lock, std::chrono::seconds(1), [&] { return state_->threads == 0; });
    }

  private:
    static void run(const std::shared_ptr<State>& state) {
        std::unique_lock lock(state->mutex);
        for (;;) {
            ++state->idle;
            state->wake.wait(lock, [&] { return state->closed || !state->waiting.empty(); });
            --state->idle;
            if (state->waiting.empty()) break;
            std::function<void()> work = std::move(state->waiting.front());
            state->waiting.pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
        --state->threads;
        state->done.notify_all();
    }

    std::shared_ptr<State> state_;
};

std::string media_type(std::string_view path) {
    static const std::map<std::string_view, const char*> types{
        {".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"},   {".aac", "audio/aac"},        {".ogg", "audio/ogg"},
        {".opus", "audio/ogg"}, {".flac", "audio/flac"}, {".wav", "audio/wav"},        {".mp4", "video/mp4"},
        {".m4v", "video/mp4"},  {".webm", "video/webm"}, {".mkv", "video/x-matroska"}, {".mov", "video/quicktime"}};
    const auto it = types.find(path.substr(std::min(path.size(), path.rfind('.'))));
    return it == types.end() ? "application/octet-stream" : it->second;
}

struct Inside {
    HttpServer::Options options;
    httplib::Server server;
    int port = 0;
    int media = -1;
    std::string once = random_token();  // spent by the first who shows it
    std::string session = random_token();
    std::string media_token = random_token();
    std::mutex mutex;
    std::shared_ptr<Threads::State> threads = std::make_shared<Threads::State>();

    ~Inside() {
        if (media >= 0) ::close(media);
    }

    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port); }

    // 0, or the status with which the request is refused.
    int refused(const httplib::Request& request) {
        if (request.get_header_value_count("Host") != 1 || request.get_header_value("Host") != host()) return 421;
        if (request.has_header("Origin") && request.get_header_value("Origin") != "http://" + host()) return 403;
        if (request.has_header("Sec-Fetch-Site")) {
            const std::string site = request.get_header_value("Sec-Fetch-Site");
            const bool page = request.method == "GET" && request.path == "/";
            if (site != "same-origin" && site != "none" && !page) return 403;
        }
        if (request.path == "/") return 0;
        if (request.path == "/media") return same(request.get_param_value("token"), media_token) ? 0 : 403;
        const std::string token = request.get_header_value("X-Jiaodui-Token");
        if (request.path == "/api/enter") return 0;  // judges the token itself
        return same(token, session) ? 0 : 403;
    }

    void enter(const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex);
        const std::string token = request.get_header_value("X-Jiaodui-Token");
        if (same(token, session) || (!once.empty() && same(token, once))) {
            if (!same(token, session)) once.clear();
            response.set_content("{\"token\":\"" + session + "\"}", "application/json");
            return;
        }
        response.status = 403;
        response.set_content(
            "这个地址已经用过了：请从终端里重新打开 / this address has been used: open it anew from the terminal",
            "text/plain; charset=utf-8");
    }

    void send_media(httplib::Response& response) {
        struct stat about {};
        if (media < 0 || ::fstat(media, &about) != 0) {
            response.status = 404;
            return;
        }
        response.set_content_provider(static_cast<std::size_t>(about.st_size), media_type(options.media).c_str(),
                                      [fd = media](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                          std::array<char, 1 << 16> bytes{};
                                          const ssize_t got = ::pread(fd, bytes.data(), std::min(length, bytes.size()),
                                                                      static_cast<off_t>(offset));
                                          if (got <= 0) return false;
                                          return sink.write(bytes.data(), static_cast<std::size_t>(got));
                                      });
    }

    void set_up() {
        server.new_task_queue = [this] { return new Threads(threads); };
        server.set_payload_max_length(options.body_limit);
        server.set_read_timeout(kPatience);
        server.set_write_timeout(kPatience);
        server.set_keep_alive_max_count(1000);
        server.set_keep_alive_timeout(kPatience);
        server.set_default_headers({{"Content-Security-Policy", options.policy + "; frame-ancestors 'none'"},
                                    {"X-Content-Type-Options", "nosniff"},
                                    {"X-Frame-Options", "DENY"},
                                    {"Referrer-Policy", "no-referrer"},
                                    {"Cross-Origin-Opener-Policy", "same-origin"},
                                    {"Cross-Origin-Resource-Policy", "same-origin"},
                                    {"Cache-Control", "no-store"}});
        server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            const int status = refused(request);
            if (status == 0) return httplib::Server::HandlerResponse::Unhandled;
            response.status = status;
            response.set_content("refused", "text/plain");
            return httplib::Server::HandlerResponse::Handled;
        });
        server.Get("/", [this](const httplib::Request&, httplib::Response& response) {
            response.set_content(options.page, "text/html; charset=utf-8");
        });
        server.Post("/api/enter",
                    [this](const httplib::Request& request, httplib::Response& response) { enter(request, response); });
        server.Get("/media", [this](const httplib::Request&, httplib::Response& response) { send_media(response); });
    }

    static httplib::Server::Handler wrap(HttpServer::Handler handler) {
        return [handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
            HttpRequest ours;
            ours.body = request.body;
            for (const auto& [name, value] : request.params) ours.query[name] = value;
            HttpAnswer answer = handler(ours);
            response.status = answer.status;
            response.set_content(answer.body, answer.type.c_str());
        };
    }
};

class Served final : public HttpServer {
  public:
    explicit Served(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
    ~Served() override {
        // A thread that a slow client holds still reads what is inside; it is left to it, and to the end of the
        // process.
        const std::shared_ptr<Threads::State> threads = inside_->threads;
        const std::lock_guard lock(threads->mutex);
        if (threads->threads > 0) inside_.release();
    }

    void get(const std::string& path, Handler handler) override {
        inside_->server.Get(path, Inside::wrap(std::move(handler)));
    }
    void post(const std::string& path, Handler handler) override {
        inside_->server.Post(path, Inside::wrap(std::move(handler)));
    }
    [[nodiscard]] int port() const override { return inside_->port; }
    [[nodiscard]] std::string address() const override {
        return "http://" + inside_->host() + "/#token=" + inside_->once;
    }
    [[nodiscard]] const std::string& media_token() const override { return inside_->media_token; }
    void serve() override { inside_->server.listen_after_bind(); }
    void stop() override { inside_->server.stop(); }

  private:
    std::unique_ptr<Inside> inside_;
};

std::unique_ptr<HttpServer> open_server(HttpServer::Options options, Error& why) {
    auto inside = std::make_unique<Inside>();
    inside->options = std::move(options);
    if (!inside->options.media.empty()) {
        inside->media = ::open(inside->options.media.c_str(), O_RDONLY | O_CLOEXEC);
        if (inside->media < 0) {
            why = {ErrorCode::io, {"打不开这个音视频文件", "cannot open this media file"}, {}, {inside->options.media}};
            return nullptr;
        }
    }
    inside->set_up();
    inside->port = inside->server.bind_to_any_port("127.0.0.1");
    if (inside->port <= 0) {
        why = {ErrorCode::io, {"本机没有可用的端口", "no port is to be had on this machine"}, {}, {}};
        return nullptr;
    }
    return std::make_unique<Served>(std::move(inside));
}

}  // namespace
}  // namespace jiaodui

// A variable, as a function with C linkage cannot return what C does not know.
extern "C" const jiaodui::OpenHttpServer jiaodui_open_http_server = jiaodui::open_server;
