// What every ports::Postbox promises: each message arrives once, whole, and in the order it was sent.
#pragma once

#include <functional>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ports/message_json.hpp"
#include "ports/postbox.hpp"

namespace hypha {

// `arrived` gives what has come out at the other end so far, oldest first.
inline void check_postbox_contract(ports::Postbox& postbox,
                                   const std::function<std::vector<ports::Message>()>& arrived) {
    const std::vector<ports::Message> sent{
        ports::ShowRoute{"#/journal/42", true, ""},
        ports::AnalysePhoto{7, "base", {}},
        ports::OpenPage{"/emergency.html?\"quoted\"\n\xC3\xB1"},
        ports::ShowRoute{"#/me", false, ""},
        ports::CheckOffline{},
    };
    REQUIRE(arrived().empty());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        postbox.send(sent[i]);
        REQUIRE(arrived().size() == i + 1);
    }
    const std::vector<ports::Message> got = arrived();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        CHECK(got[i].index() == sent[i].index());
        CHECK(ports::encode(got[i]) == ports::encode(sent[i]));
    }
    postbox.send(ports::Message{}); // none is nothing to deliver
    for (const ports::Message& message : arrived()) {
        CHECK_FALSE(ports::encode(message).empty());
    }
}

} // namespace hypha
