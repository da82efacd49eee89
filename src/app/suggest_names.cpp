#include "app/suggest_names.hpp"

#include <algorithm>

#include "core/fungi/genus_table.hpp"
#include "core/text/folded_text.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kMostLetters = 200;

class Suggestions {
public:
    explicit Suggestions(std::string_view text) : wanted_(text::fold_text(text, kMostLetters)) {
        if (!wanted_.empty()) {
            wanted_.pop_back(); // the last word may go on
        }
    }
    [[nodiscard]] bool asked() const { return !wanted_.empty(); }
    void offer(std::string_view latin) {
        const fungi::GenusFacts* facts = fungi::find_genus(latin.substr(0, latin.find(' ')));
        NameSuggestion name{std::string(latin), facts == nullptr ? "" : std::string(facts->common_en),
                            facts == nullptr ? "" : std::string(facts->common_es)};
        const bool there = std::ranges::count(found_, name.latin, &NameSuggestion::latin) > 0;
        if (found_.size() < kMostSuggestions && !there && fits(name)) {
            found_.push_back(std::move(name));
        }
    }
    std::vector<NameSuggestion> found() { return std::move(found_); }

private:
    [[nodiscard]] bool fits(const NameSuggestion& name) const {
        return wanted_.empty() || begins_in(name.latin) || begins_in(name.common_en) || begins_in(name.common_es);
    }
    [[nodiscard]] bool begins_in(std::string_view name) const {
        return text::fold_text(name, kMostLetters).find(wanted_) != std::u32string::npos;
    }
    std::u32string wanted_; // begins with a space, so it is found at the beginning of a word
    std::vector<NameSuggestion> found_;
};

} // namespace

std::vector<NameSuggestion> suggest_names(std::string_view text, const KnownNames& known) {
    Suggestions names(text);
    for (const fungi::Candidate& candidate : known.candidates) {
        names.offer(candidate.name);
    }
    for (const std::string& given : known.given) {
        names.offer(given);
    }
    if (names.asked()) {
        for (const std::string& species : known.species) {
            names.offer(species);
        }
        for (const fungi::GenusFacts& facts : fungi::all_genera()) {
            names.offer(facts.genus);
            for (const fungi::LookAlike& other : facts.look_alikes) {
                names.offer(other.name);
            }
        }
    }
    return names.found();
}

} // namespace hypha::app
