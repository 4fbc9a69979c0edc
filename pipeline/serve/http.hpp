// HttpServer: a small server for the browser on this machine and nobody else.
//
// The server itself is the module libjiaodui-http.so (http_module.cpp, the only file that includes cpp-httplib), loaded
// when one is opened: the library brings OpenSSL and Brotli with it, whose loading would cost every other run of the
// program a third of its start.
//
// The law. It listens on 127.0.0.1 alone, on a port that the system picks. A request is answered only when its Host is
// that address, its Origin (if it has one) is the server's own, and it carries the session's token, save for the page
// itself, which holds no data. The token that the address of the page carries works once: it buys the session's. Bodies
// have a limit, slow senders a time, and a hundred connections at once are served by as many threads. Nothing is read
// from disk by a path that a request names.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"

namespace jiaodui {

struct HttpRequest {
    std::string body;
    std::map<std::string, std::string> query;
    [[nodiscard]] std::string get(const std::string& name) const {
        const auto it = query.find(name);
        return it == query.end() ? std::string() : it->second;
    }
};

struct HttpAnswer {
    int status = 200;
    std::string body;
    std::string type = "application/json; charset=utf-8";
};

class HttpServer {
  public:
    struct Options {
        std::string page;                    // what `/` answers
        std::string policy;                  // its Content-Security-Policy
        std::string media;                   // path of a file served as /media, or empty
        std::size_t body_limit = 16u << 20;  // bytes
    };
    using Handler = std::function<HttpAnswer(const HttpRequest&)>;  // called from many threads

    // Null without the module or its libraries, or when no port is to be had; `why` says it.
    [[nodiscard]] static std::unique_ptr<HttpServer> open(Options options, Error& why);
    virtual ~HttpServer() = default;
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    virtual void get(const std::string& path, Handler handler) = 0;
    virtual void post(const std::string& path, Handler handler) = 0;

    [[nodiscard]] virtual int port() const = 0;
    // The address to open, with the token that works once; and what the page needs to play the media.
    [[nodiscard]] virtual std::string address() const = 0;
    [[nodiscard]] virtual const std::string& media_token() const = 0;

    // Serves until stop(), which any thread may call. A client that is being slow is not waited for longer than a
    // moment.
    virtual void serve() = 0;
    virtual void stop() = 0;

  protected:
    HttpServer() = default;
};

// What the module exports under the name kOpenHttpServer. It is compiled together with the program, never by others.
using OpenHttpServer = std::unique_ptr<HttpServer> (*)(HttpServer::Options options, Error& why);
inline constexpr const char* kOpenHttpServer = "jiaodui_open_http_server";

}  // namespace jiaodui
