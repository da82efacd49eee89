// A site on the loopback that answers each path with the bytes that a test wrote, one connection after the other, and counts. Its
// thread ends with it.
#pragma once

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hypha::edge {

class ScriptedSite {
public:
    // `answer`: the path to all bytes of the answer, its header too; empty: it hangs up.
    ScriptedSite(const std::string& address, std::function<std::string(const std::string& path)> answer)
        : answer_(std::move(answer)),
          acceptor_(context_, {boost::asio::ip::make_address(address), 0}),
          thread_([this] { serve(); }) {}
    ~ScriptedSite() {
        stopping_ = true;
        boost::system::error_code ignored;
        boost::asio::ip::tcp::socket last(context_);
        last.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    ScriptedSite(const ScriptedSite&) = delete;
    ScriptedSite& operator=(const ScriptedSite&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    [[nodiscard]] std::vector<std::string> asked() const {
        const std::scoped_lock lock(mutex_);
        return asked_;
    }

private:
    void serve() {
        while (!stopping_) {
            boost::system::error_code problem;
            boost::asio::ip::tcp::socket socket(context_);
            acceptor_.accept(socket, problem);
            if (stopping_ || problem) {
                continue;
            }
            std::string request;
            boost::asio::read_until(socket, boost::asio::dynamic_buffer(request), "\r\n\r\n", problem);
            const std::size_t begin = request.find(' ') + 1;
            const std::string path = request.substr(begin, request.find(' ', begin) - begin);
            {
                const std::scoped_lock lock(mutex_);
                asked_.push_back(path);
            }
            boost::asio::write(socket, boost::asio::buffer(answer_(path)), problem);
            socket.shutdown(boost::asio::ip::tcp::socket::shutdown_both, problem);
        }
    }

    const std::function<std::string(const std::string&)> answer_;
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::atomic<bool> stopping_ = false;
    mutable std::mutex mutex_; // guards what follows
    std::vector<std::string> asked_;
    std::thread thread_; // last: it uses all of it
};

} // namespace hypha::edge
