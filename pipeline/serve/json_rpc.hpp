// JsonRpc: messages of JSON-RPC 2.0 as the Language Server Protocol frames them (`Content-Length: N`, an empty line, N
// bytes).
//
// The law. Bytes come from outside: a header line of more than 1 KiB or a message of more than 64 MiB ends the
// connection, and a body that is no JSON object is answered with an error and passed over. A request that is cancelled
// before it was taken up is answered as cancelled. Used by one thread.
#pragma once

#include <chrono>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace jiaodui {

using Json = nlohmann::json;

class JsonRpc {
  public:
    enum Code : int {
        parse_error = -32700,
        invalid_request = -32600,
        no_method = -32601,
        invalid_params = -32602,
        cancelled = -32800
    };

    // File descriptors; not owned.
    JsonRpc(int in, int out) : in_(in), out_(out) {}

    // The next message; waits for it. Nothing at the end of the input, or where it makes no sense any more.
    [[nodiscard]] std::optional<Json> next();
    // A message has already come and waits, or comes within the pause.
    [[nodiscard]] bool waiting(std::chrono::milliseconds pause = {});

    void reply(const Json& id, Json result);
    void fail(const Json& id, int code, const std::string& message);
    void notify(const std::string& method, Json params);
    void ask(const std::string& method, Json params);  // a request of ours; its answer is not waited for

  private:
    enum class Frame { none, whole, broken };
    // Waits so long for something to read; a negative time is for ever.
    [[nodiscard]] bool read_more(std::chrono::milliseconds pause);
    [[nodiscard]] Frame take_frame(std::string& body);
    void queue_frames();
    void accept(const std::string& body);
    void write(const Json& message);

    int in_;
    int out_;
    std::string bytes_;  // read, not yet framed
    bool ended_ = false;
    std::deque<Json> queue_;  // framed, not yet taken
    std::uint64_t asked_ = 0;
};

}  // namespace jiaodui
