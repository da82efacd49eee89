#include "core/exchange/find_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/iso_date.hpp"
#include "core/base/sha256_hex.hpp"
#include "core/exchange/archive_names.hpp"
#include "core/fungi/verdict_json.hpp"

namespace hypha::exchange {
namespace {

// Keys come out by the alphabet: an ordered map would be a second parser in the first screen, 7 KB of it.
using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::array<std::string_view, 4> kPrivacies{"exact", "1km", "10km", "hidden"};
constexpr std::array<std::string_view, 3> kStates{"stored", "analysed", "failed"};
constexpr std::size_t kMostNoteBytes = 1U << 20U, kMostWordBytes = 400, kMostPhotos = 4, kMostAnswers = 1000;
constexpr std::size_t kMostLogits = 10'000;
constexpr std::int64_t kLatestMs = 253'402'300'799'999; // the end of the year 9999
constexpr double kEarthM = 20'100'000;                  // no place on it is less certain

Json json_of(const PhotoRecord& photo) {
    Json json{{"file", photo.file},
              {"view", photo.slot},
              {"sha256", photo.sha256},
              {"width_px", photo.width_px},
              {"height_px", photo.height_px},
              {"size_bytes", photo.size_bytes},
              {"reduced", photo.reduced},
              {"sharpness", photo.sharpness},
              {"exposure", photo.exposure},
              {"scores", photo.logits},
              {"model_sha256", photo.model_sha256}};
    if (photo.crop) {
        const vision::Crop& crop = *photo.crop;
        json["crop"] = {{"left", crop.left}, {"top", crop.top}, {"width", crop.width}, {"height", crop.height}};
    }
    return json;
}

Json json_of(const ModelAnswer& answer) {
    return {{"created_ms", answer.created_ms},
            {"model",
             {{"name", answer.name},
              {"version", answer.version},
              {"sha256", answer.sha256},
              {"thresholds", answer.thresholds}}},
            {"verdict", Json::parse(fungi::encode_verdict(answer.verdict), nullptr, false)}};
}

Json json_of(const PersonAnswer& answer) {
    return {{"created_ms", answer.created_ms},
            {"state", fungi::text_of(answer.state)},
            {"rank", fungi::text_of(answer.rank)},
            {"name", answer.name}};
}

Json place_of(const FindRecord& find) {
    Json place = {{"privacy", find.privacy}, {"withheld", find.place_withheld}};
    if (find.place) {
        place["south"] = find.place->south;
        place["west"] = find.place->west;
        place["north"] = find.place->north;
        place["east"] = find.place->east;
        place["uncertainty_m"] = find.place->uncertainty_m;
    }
    return place;
}

template <typename Record> Json list_of(const std::vector<Record>& records) {
    Json list = Json::array();
    for (const Record& record : records) {
        list.push_back(json_of(record));
    }
    return list;
}

// Reads fields and remembers the first that is not as it should be.
class Fields {
public:
    Fields(const Json& object, std::string& wrong) : object_(object), wrong_(wrong) {}

    std::string text(const char* name, std::size_t most_bytes = kMostWordBytes) {
        const Json* field = find(name);
        if (field == nullptr || !field->is_string() || field->get_ref<const std::string&>().size() > most_bytes) {
            return refuse<std::string>(name);
        }
        return field->get<std::string>();
    }
    template <std::size_t kCount> std::string word(const char* name,
                                                   const std::array<std::string_view, kCount>& words) {
        std::string value = text(name);
        return std::ranges::count(words, value) > 0 ? value : refuse<std::string>(name);
    }
    std::int64_t integer(const char* name, std::int64_t least, std::int64_t most) {
        const Json* field = find(name);
        // An unsigned number beyond the signed ones would come out negative.
        const bool fits =
            field != nullptr && field->is_number_integer() &&
            (!field->is_number_unsigned() || field->get<std::uint64_t>() <= static_cast<std::uint64_t>(most));
        const std::int64_t value = fits ? field->get<std::int64_t>() : least - 1;
        return fits && value >= least && value <= most ? value : refuse<std::int64_t>(name);
    }
    double number(const char* name, double least, double most) {
        const Json* field = find(name);
        const double value = field != nullptr && field->is_number() ? field->get<double>() : least - 1;
        return value >= least && value <= most ? value : refuse<double>(name);
    }
    bool has(const char* name) { return find(name) != nullptr; }
    bool flag(const char* name) {
        const Json* field = find(name);
        return field != nullptr && field->is_boolean() ? field->get<bool>() : refuse<bool>(name);
    }
    const Json& object(const char* name) {
        static const Json kEmpty = Json::object();
        const Json* field = find(name);
        if (field == nullptr || !field->is_object()) {
            (void)refuse<bool>(name);
            return kEmpty;
        }
        return *field;
    }
    const Json& list(const char* name, std::size_t most) {
        static const Json kEmpty = Json::array();
        const Json* field = find(name);
        if (field == nullptr || !field->is_array() || field->size() > most) {
            (void)refuse<bool>(name);
            return kEmpty;
        }
        return *field;
    }
    template <typename Value> Value refuse(const char* name) {
        if (wrong_.empty()) {
            wrong_ = name;
        }
        return Value{};
    }

private:
    const Json* find(const char* name) {
        const auto found = object_.is_object() ? object_.find(name) : object_.end();
        return object_.is_object() && found != object_.end() ? &*found : nullptr;
    }
    const Json& object_;
    std::string& wrong_;
};

PhotoRecord read_photo(const Json& json, std::string& wrong) {
    Fields fields(json, wrong);
    PhotoRecord photo;
    photo.file = fields.text("file");
    photo.slot = fields.text("view");
    photo.sha256 = fields.text("sha256");
    photo.width_px = static_cast<std::uint32_t>(fields.integer("width_px", 1, 1 << 20));
    photo.height_px = static_cast<std::uint32_t>(fields.integer("height_px", 1, 1 << 20));
    photo.size_bytes = fields.integer("size_bytes", 1, std::int64_t{1} << 40);
    photo.reduced = fields.flag("reduced");
    photo.sharpness = static_cast<float>(fields.number("sharpness", 0, 1e9));
    photo.exposure = static_cast<float>(fields.number("exposure", 0, 1e9));
    photo.model_sha256 = fields.text("model_sha256");
    for (const Json& score : fields.list("scores", kMostLogits)) {
        const double value = score.is_number() ? score.get<double>() : std::nan("");
        if (!(std::abs(value) <= 1e9)) {
            (void)fields.refuse<bool>("scores");
            break;
        }
        photo.logits.push_back(static_cast<float>(value));
    }
    if (fields.has("crop")) {
        Fields part(fields.object("crop"), wrong);
        const auto share = [&part](const char* side) { return static_cast<float>(part.number(side, 0, 1)); };
        photo.crop = vision::Crop{share("left"), share("top"), share("width"), share("height")};
    }
    const bool named = is_photo_file(photo.file) && photo.file.starts_with(photo.slot + ".");
    const bool read = photo.logits.empty() ? photo.model_sha256.empty() : is_sha256_hex(photo.model_sha256);
    if (!named || !read || !is_sha256_hex(photo.sha256)) {
        (void)fields.refuse<bool>("photos");
    }
    return photo;
}

ModelAnswer read_model_answer(const Json& json, std::string& wrong) {
    Fields fields(json, wrong);
    ModelAnswer answer;
    answer.created_ms = fields.integer("created_ms", 0, kLatestMs);
    Fields model(fields.object("model"), wrong);
    answer.name = model.text("name");
    answer.version = model.text("version");
    answer.sha256 = model.text("sha256");
    answer.thresholds = model.text("thresholds");
    auto verdict = fungi::decode_verdict(fields.object("verdict").dump(-1, ' ', false, Json::error_handler_t::replace));
    if (verdict) {
        answer.verdict = *std::move(verdict);
    } else {
        (void)fields.refuse<bool>("verdict");
    }
    return answer;
}

PersonAnswer read_person_answer(const Json& json, std::string& wrong) {
    Fields fields(json, wrong);
    PersonAnswer answer;
    answer.created_ms = fields.integer("created_ms", 0, kLatestMs);
    const auto state = fungi::verdict_state_of(fields.text("state"));
    const auto rank = fungi::rank_of(fields.text("rank"));
    answer.name = fields.text("name");
    if (!state || !rank || (*state == fungi::VerdictState::answered) == answer.name.empty()) {
        return fields.refuse<PersonAnswer>("answers_by_people");
    }
    answer.state = *state;
    answer.rank = *rank;
    return answer;
}

void read_place(Fields fields, FindRecord& find) {
    find.privacy = fields.word("privacy", kPrivacies);
    find.place_withheld = fields.flag("withheld");
    if (!fields.has("south")) {
        return;
    }
    find.place =
        SharedPlace{fields.number("south", -90, 90), fields.number("west", -180, 180), fields.number("north", -90, 90),
                    fields.number("east", -180, 180.5), fields.number("uncertainty_m", 0, kEarthM)};
    if (find.place->south > find.place->north || find.place->west > find.place->east || find.privacy == "hidden") {
        (void)fields.refuse<bool>("place");
    }
}

} // namespace

std::string encode_find(const FindRecord& find, Tongue tongue) {
    const Json json = {{"orientation", orientation_of(tongue)},
                       {"format", "hypha-find"},
                       {"version", kVersion},
                       {"id", find.uuid},
                       {"created", iso_date(find.created_ms, 0)},
                       {"created_ms", find.created_ms},
                       {"state", find.state},
                       {"failure_code", find.failure_code},
                       {"note", find.note},
                       {"place", place_of(find)},
                       {"photos", list_of(find.photos)},
                       {"answers_by_model", list_of(find.by_model)},
                       {"answers_by_people", list_of(find.by_people)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<FindRecord> decode_find(std::string_view text) {
    if (text.size() > kMostFindJsonBytes) {
        return failure("find_invalid", "too long");
    }
    const Json json = Json::parse(text, nullptr, false);
    std::string wrong;
    Fields fields(json, wrong);
    if (fields.text("format") != "hypha-find") {
        return failure("find_invalid", "no find");
    }
    if (fields.integer("version", 1, 1'000'000) > kVersion) {
        return failure("find_newer");
    }
    FindRecord find;
    find.uuid = fields.text("id");
    find.created_ms = fields.integer("created_ms", 0, kLatestMs);
    find.state = fields.word("state", kStates);
    find.failure_code = fields.text("failure_code");
    find.note = fields.text("note", kMostNoteBytes);
    read_place(Fields(fields.object("place"), wrong), find);
    std::set<std::string> slots;
    for (const Json& photo : fields.list("photos", kMostPhotos)) {
        find.photos.push_back(read_photo(photo, wrong));
        if (!slots.insert(find.photos.back().slot).second) {
            (void)fields.refuse<bool>("photos");
        }
    }
    for (const Json& answer : fields.list("answers_by_model", kMostAnswers)) {
        find.by_model.push_back(read_model_answer(answer, wrong));
    }
    for (const Json& answer : fields.list("answers_by_people", kMostAnswers)) {
        find.by_people.push_back(read_person_answer(answer, wrong));
    }
    if (!is_uuid(find.uuid) || (find.state == "failed") == find.failure_code.empty()) {
        (void)fields.refuse<bool>("id");
    }
    return wrong.empty() ? Result<FindRecord>(std::move(find)) : failure("find_invalid", wrong);
}

} // namespace hypha::exchange
