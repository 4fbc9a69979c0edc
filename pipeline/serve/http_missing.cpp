// Stands in for http.cpp where cpp-httplib was not there at build time.
#include "pipeline/serve/http.hpp"

namespace jiaodui {

struct HttpServer::Inside {
    std::string none;
};

std::unique_ptr<HttpServer> HttpServer::open(Options, Error& why) {
    why = {ErrorCode::unavailable,
           {"这个程序编译时没有 cpp-httplib，不能用 --web", "this program was built without cpp-httplib and cannot do --web"},
           {"用 review --html 写成文件", "use review --html for a file"},
           {}};
    return nullptr;
}

HttpServer::HttpServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
HttpServer::~HttpServer() = default;
void HttpServer::get(const std::string&, Handler) {}
void HttpServer::post(const std::string&, Handler) {}
int HttpServer::port() const { return 0; }
std::string HttpServer::address() const { return {}; }
const std::string& HttpServer::media_token() const { return inside_->none; }
void HttpServer::serve() {}
void HttpServer::stop() {}

}  // namespace jiaodui
