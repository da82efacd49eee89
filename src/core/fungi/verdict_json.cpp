// Enums are words, not numbers, so that a file made today can be read after an enum has grown.
#include "core/fungi/verdict_json.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <nlohmann/json.hpp>

namespace hypha::fungi {
namespace {

using Json = nlohmann::json;
using Words = std::span<const std::string_view>;

// In the order of the enums in verdict.hpp.
constexpr std::array<std::string_view, 3> kRanks{"family", "genus", "species"};
constexpr std::array<std::string_view, 3> kStates{"answered", "unknown", "not_mushroom"};
constexpr std::array<std::string_view, 3> kConfidences{"not_sure", "possibly", "likely"};
constexpr std::array<std::string_view, 4> kRisks{"unknown", "poisonous", "deadly_lookalikes", "deadly"};

template <typename Enum> std::optional<Enum> enum_of(Words words, std::string_view text) {
    const auto found = std::ranges::find(words, text);
    if (found == words.end()) {
        return std::nullopt;
    }
    return static_cast<Enum>(found - words.begin());
}

bool read(const Json& object, const char* name, std::string& out) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) {
        return false;
    }
    out = found->get_ref<const std::string&>();
    return true;
}

bool read(const Json& object, const char* name, bool& out) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_boolean()) {
        return false;
    }
    out = found->get<bool>();
    return true;
}

bool read(const Json& object, const char* name, float& out, double least = 0.0) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number()) {
        return false;
    }
    const double value = found->get<double>();
    out = static_cast<float>(value);
    return value >= least && value <= 1.0;
}

template <typename Enum> bool read_enum(const Json& object, const char* name, Words words, Enum& out) {
    std::string text;
    if (!read(object, name, text)) {
        return false;
    }
    const auto value = enum_of<Enum>(words, text);
    out = value.value_or(out);
    return value.has_value();
}

Json json_of(const Candidate& candidate) {
    return {{"name", candidate.name},
            {"rank", text_of(candidate.rank)},
            {"probability", candidate.probability},
            {"risk", text_of(candidate.risk)}};
}

Json json_of(const LadderStep& step) {
    return {{"rank", text_of(step.rank)},
            {"name", step.name},
            {"probability", step.probability},
            {"reached", step.reached},
            {"is_answer", step.is_answer}};
}

Json json_of(const Reference& reference) {
    return {{"species", reference.species}, {"picture", reference.picture}, {"likeness", reference.likeness}};
}

bool read_one(const Json& object, Reference& out) {
    return read(object, "species", out.species) && read(object, "picture", out.picture) &&
           read(object, "likeness", out.likeness, -1.0);
}

bool read_one(const Json& object, Candidate& out) {
    return read(object, "name", out.name) && read_enum(object, "rank", kRanks, out.rank) &&
           read(object, "probability", out.probability) && read_enum(object, "risk", kRisks, out.risk);
}

bool read_one(const Json& object, LadderStep& out) {
    return read_enum(object, "rank", kRanks, out.rank) && read(object, "name", out.name) &&
           read(object, "probability", out.probability) && read(object, "reached", out.reached) &&
           read(object, "is_answer", out.is_answer);
}

template <typename One> Json list_of(const std::vector<One>& values) {
    Json out = Json::array();
    for (const One& value : values) {
        out.push_back(json_of(value));
    }
    return out;
}

template <typename One> bool read_list(const Json& object, const char* name, std::vector<One>& out) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_array()) {
        return false;
    }
    return std::ranges::all_of(
        *found, [&out](const Json& element) { return element.is_object() && read_one(element, out.emplace_back()); });
}

} // namespace

std::string_view text_of(Rank rank) { return kRanks[static_cast<std::size_t>(rank)]; }

std::string_view text_of(VerdictState state) { return kStates[static_cast<std::size_t>(state)]; }

std::string_view text_of(Confidence confidence) { return kConfidences[static_cast<std::size_t>(confidence)]; }

std::string_view text_of(Risk risk) { return kRisks[static_cast<std::size_t>(risk)]; }

std::optional<Rank> rank_of(std::string_view text) { return enum_of<Rank>(kRanks, text); }

std::optional<VerdictState> verdict_state_of(std::string_view text) { return enum_of<VerdictState>(kStates, text); }

std::optional<Confidence> confidence_of(std::string_view text) { return enum_of<Confidence>(kConfidences, text); }

std::optional<Risk> risk_of(std::string_view text) { return enum_of<Risk>(kRisks, text); }

std::string encode_verdict(const Verdict& verdict) {
    const Json out = {{"state", text_of(verdict.state)},
                      {"rank", text_of(verdict.rank)},
                      {"name", verdict.name},
                      {"probability", verdict.probability},
                      {"confidence", text_of(verdict.confidence)},
                      {"risk", text_of(verdict.risk)},
                      {"ladder", list_of(verdict.ladder)},
                      {"candidates", list_of(verdict.candidates)},
                      {"spread", list_of(verdict.spread)},
                      {"references", list_of(verdict.references)}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Verdict> decode_verdict(std::string_view json) {
    const Json object = Json::parse(json, nullptr, false);
    Verdict out;
    if (object.is_object() && read_enum(object, "state", kStates, out.state) &&
        read_enum(object, "rank", kRanks, out.rank) && read(object, "name", out.name) &&
        read(object, "probability", out.probability) && read_enum(object, "confidence", kConfidences, out.confidence) &&
        read_enum(object, "risk", kRisks, out.risk) && read_list(object, "ladder", out.ladder) &&
        read_list(object, "candidates", out.candidates) && read_list(object, "spread", out.spread) &&
        (!object.contains("references") || read_list(object, "references", out.references))) {
        return out;
    }
    return std::nullopt;
}

} // namespace hypha::fungi
