// How a connection's coroutine waits, without a thread, for what a store's thread answers.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace hypha::edge {

// Waits for a value that another thread will hand to what `start` is given, and goes on where this coroutine belongs.
template <typename Value, typename Start> boost::asio::awaitable<Value> handed_over(Start start) {
    namespace net = boost::asio;
    return net::async_initiate<const net::use_awaitable_t<>, void(Value)>(
        [](auto handler, Start begin) {
            auto executor = net::get_associated_executor(handler);
            begin([handler = std::move(handler), work = net::make_work_guard(executor)](Value value) mutable {
                const auto place = work.get_executor();
                net::post(place, [handler = std::move(handler), work = std::move(work),
                                  value = std::move(value)]() mutable { std::move(handler)(std::move(value)); });
            });
        },
        net::use_awaitable, std::move(start));
}

} // namespace hypha::edge
