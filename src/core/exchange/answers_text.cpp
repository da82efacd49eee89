#include "core/exchange/answers_text.hpp"

#include <nlohmann/json.hpp>

#include "core/base/iso_date.hpp"
#include "core/fungi/verdict_json.hpp"

namespace hypha::exchange {

std::string answers_text(const FindRecord& find, std::int64_t zone_offset_min) {
    nlohmann::json answers = nlohmann::json::object();
    if (const ModelAnswer* model = model_says(find)) {
        answers["byModel"] = {{"state", fungi::text_of(model->verdict.state)},
                              {"name", model->verdict.name},
                              {"rank", fungi::text_of(model->verdict.rank)},
                              {"probability", model->verdict.probability},
                              {"confidence", fungi::text_of(model->verdict.confidence)},
                              {"risk", fungi::text_of(model->verdict.risk)},
                              {"date", iso_date(model->created_ms, zone_offset_min)},
                              {"model", model->name},
                              {"version", model->version},
                              {"sha256", model->sha256},
                              {"thresholds", model->thresholds}};
    }
    if (const PersonAnswer* person = person_says(find)) {
        answers["byPerson"] = {{"state", fungi::text_of(person->state)},
                               {"name", person->name},
                               {"rank", fungi::text_of(person->rank)},
                               {"date", iso_date(person->created_ms, zone_offset_min)}};
    }
    return answers.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string model_words(const ModelAnswer& answer) { return answer.name + " " + answer.version + " (computer vision)"; }

std::string_view shown_name(const FindRecord& find) {
    if (const PersonAnswer* person = person_says(find)) {
        return person->name;
    }
    const ModelAnswer* model = model_says(find);
    return model != nullptr && model->verdict.state == fungi::VerdictState::answered ? model->verdict.name
                                                                                     : std::string_view{};
}

} // namespace hypha::exchange
