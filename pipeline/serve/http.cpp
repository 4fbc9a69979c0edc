// The module is opened with dlopen and stays: threads of the server may outlive it. Tested by
// tests/browser/server_test.py.
#include "pipeline/serve/http.hpp"

#include <dlfcn.h>

#include "pipeline/conf/resources.hpp"

namespace jiaodui {

std::unique_ptr<HttpServer> HttpServer::open(Options options, Error& why) {
    const auto resources = Resources::find();
    const std::string path = resources ? resources->module("libjiaodui-http.so") : std::string();
    void* module = path.empty() ? nullptr : ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto* open_server =
        module == nullptr ? nullptr : static_cast<const OpenHttpServer*>(::dlsym(module, kOpenHttpServer));
    if (open_server != nullptr) return (*open_server)(std::move(options), why);
    why = {ErrorCode::unavailable,
           {"没有 --web 用的服务器：程序构建时没有 cpp-httplib，或没有安装它",
            "--web has no server: the program was built without cpp-httplib, or it is not installed"},
           {"apt install libcpp-httplib0.11；或用 review --html 写成文件",
            "apt install libcpp-httplib0.11; or use review --html for a file"},
           {}};
    return nullptr;
}

}  // namespace jiaodui
