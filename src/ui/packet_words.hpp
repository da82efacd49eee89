// All that an expert packet says in words, in the person's language: what the person asks, what a model and what the person say, where
// and when as far as the person lets it go. The screen before it shows exactly these lines.
#pragma once

#include "core/exchange/expert_packet.hpp"
#include "ui/frame.hpp"

namespace hypha::ui {

// The square, or the point where the person lets everybody see it; empty where nobody may see it, or nobody knows it.
std::string place_words(const Context& context, const app::Observation& find);

exchange::PacketWords packet_words(const Context& context, const app::Observation& find, const std::string& question);

} // namespace hypha::ui
