#include "fakes/text_worker.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

namespace hypha::flow {

const text::TextModel& TextWorker::model() const {
    const auto& models = text::shipped_text_manifest().models;
    const auto found = std::ranges::find(models, question().model_sha256, &text::TextModel::sha256);
    REQUIRE(found != models.end());
    return *found;
}

void TextWorker::answer(std::string_view label) {
    const text::TextModel& asked_model = model();
    std::vector<float> scores(asked_model.labels.size(), 0);
    if (!label.empty()) {
        const auto at = std::ranges::find(asked_model.labels, label);
        REQUIRE(at != asked_model.labels.end());
        scores[static_cast<std::size_t>(at - asked_model.labels.begin())] = 20;
    }
    stage_.receive(ports::TextScored{question().ticket, asked_model.sha256, scores});
}

void TextWorker::fail(std::string_view code) {
    stage_.receive(ports::AnalysisFailed{question().ticket, std::string(code), ""});
}

void TextWorker::suggest(std::string_view language, std::string_view topic) {
    stage_.clock.advance(1'000);
    stage_.app->rest();
    answer(language);
    answer(topic);
}

} // namespace hypha::flow
