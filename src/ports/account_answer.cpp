#include "ports/account_answer.hpp"

#include <nlohmann/json.hpp>

namespace hypha::ports {
namespace {

using nlohmann::json;

std::string text_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_string() ? at->get<std::string>() : "";
}

std::int64_t number_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_number() ? static_cast<std::int64_t>(at->get<double>()) : 0;
}

bool truth_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_boolean() && at->get<bool>();
}

json list_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_array() ? *at : json::array();
}

} // namespace

AccountAnswer read_account_answer(std::string_view text) {
    json said = json::parse(text, nullptr, false);
    if (!said.is_object()) {
        said = json::object();
    }
    AccountAnswer answer{text_of(said, "words"), number_of(said, "untilMs"), {}, truth_of(said, "wordsOpen"), {}};
    for (const json& row : list_of(said, "modules")) {
        answer.modules.push_back(row.is_string() ? row.get<std::string>() : "");
    }
    for (const json& device : list_of(said, "devices")) {
        if (device.is_object()) {
            answer.devices.push_back({text_of(device, "key"), text_of(device, "name"), number_of(device, "addedMs"),
                                      number_of(device, "seenMs"), number_of(device, "revokedMs"),
                                      truth_of(device, "isAsking")});
        }
    }
    return answer;
}

} // namespace hypha::ports
