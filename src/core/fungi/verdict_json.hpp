// Verdicts as JSON text, and the words of their enums: what storage keeps and the command line prints.
// decode_verdict() is total: anything but the text of a whole verdict is std::nullopt, never a half-filled one.
// Names are text from outside; probabilities must lie in 0..1, a likeness in -1..1. Verdicts of before references have none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

std::string_view text_of(Rank rank);
std::string_view text_of(VerdictState state);
std::string_view text_of(Confidence confidence);
std::string_view text_of(Risk risk);

std::optional<Rank> rank_of(std::string_view text);
std::optional<VerdictState> verdict_state_of(std::string_view text);
std::optional<Confidence> confidence_of(std::string_view text);
std::optional<Risk> risk_of(std::string_view text);

std::string encode_verdict(const Verdict& verdict);
std::optional<Verdict> decode_verdict(std::string_view json);

} // namespace hypha::fungi
