// Where the application leaves messages for the other threads: window, media worker, its own worker's JavaScript.
// send() never blocks and never answers; what comes back arrives as a Message of its own.
// Messages to one destination arrive in the order they were sent. Content is read before send() returns.
// Every implementation must pass tests/contract/postbox_contract.hpp.
#pragma once

#include "ports/messages.hpp"

namespace hypha::ports {

class Postbox {
public:
    virtual ~Postbox() = default;
    virtual void send(const Message& message) = 0;
};

} // namespace hypha::ports
