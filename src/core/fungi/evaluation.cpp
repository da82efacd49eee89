#include "core/fungi/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/fungi/genus_table.hpp"
#include "core/fungi/judge.hpp"
#include "core/fungi/risk.hpp"
#include "core/fungi/scores.hpp"
#include "core/fungi/species_table.hpp"

namespace hypha::fungi {
namespace {

constexpr std::size_t kBins = 10;
constexpr std::size_t kCurvePoints = 20;

struct Leaves {
    std::set<std::string, std::less<>> genera, few_genera, species;
};

Leaves leaves_of(const ModelManifest& manifest) {
    Leaves leaves;
    for (const Label& label : manifest.labels) {
        if (label.kind == LabelKind::reference || label.genus.empty()) {
            continue;
        }
        (label.kind == LabelKind::prototype ? leaves.few_genera : leaves.genera).insert(label.genus);
        if (!label.species.empty()) {
            leaves.species.insert(label.species);
        }
    }
    std::erase_if(leaves.few_genera, [&](const std::string& genus) { return leaves.genera.contains(genus); });
    return leaves;
}

// Position of `name` in a ranking that is sorted best first; its size where it is missing.
template <typename Score> std::size_t place_of(const std::vector<Score>& ranking, const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(ranking, name, &Score::name) - ranking.begin());
}

void add_place(TopShares& shares, std::size_t place) {
    shares.top1.add(place < 1);
    shares.top3.add(place < 3);
    shares.top5.add(place < 5);
}

std::vector<RankScore> species_ranking(const RankScores& scores) {
    std::vector<RankScore> all;
    for (const GenusScore& genus : scores.genera) {
        all.insert(all.end(), genus.species.begin(), genus.species.end());
    }
    std::ranges::sort(all, [](const RankScore& a, const RankScore& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.name < b.name;
    });
    return all;
}

bool is_right(const Verdict& verdict, const LatinName& truth) {
    if (verdict.rank == Rank::species && !truth.species.empty()) {
        return verdict.name == truth.species;
    }
    return !truth.genus.empty() && parse_latin(verdict.name).genus == truth.genus;
}

std::string answer_of(const Verdict& verdict) {
    switch (verdict.state) {
    case VerdictState::answered: return parse_latin(verdict.name).genus;
    case VerdictState::not_mushroom: return "not a mushroom";
    case VerdictState::unknown: break;
    }
    return "unknown";
}

// Deadly look-alikes and deadly are both the word "deadly" on the screen.
bool is_milder(Risk shown, Risk own) { return shown < std::min(own, Risk::deadly_lookalikes); }

struct Sure {
    float confidence = 0;
    bool right = false;
};

std::vector<CurvePoint> curve_of(std::vector<Sure> sure) {
    std::vector<CurvePoint> curve;
    // Of equally sure ones the wrong come first: the curve flatters nobody.
    std::ranges::sort(sure, [](const Sure& a, const Sure& b) {
        return a.confidence != b.confidence ? a.confidence > b.confidence : a.right < b.right;
    });
    for (std::size_t point = 1; point <= kCurvePoints && !sure.empty(); ++point) {
        const std::size_t taken = (sure.size() * point + kCurvePoints - 1) / kCurvePoints;
        const auto right = std::count_if(sure.begin(), sure.begin() + static_cast<std::ptrdiff_t>(taken),
                                         [](const Sure& each) { return each.right; });
        curve.push_back({static_cast<double>(taken) / static_cast<double>(sure.size()),
                         static_cast<double>(right) / static_cast<double>(taken), sure[taken - 1].confidence});
    }
    return curve;
}

Calibration calibration_of(const std::vector<Sure>& sure) {
    Calibration calibration{.bins = std::vector<CalibrationBin>(kBins)};
    for (const Sure& each : sure) {
        const auto at = std::min(static_cast<std::size_t>(each.confidence * static_cast<float>(kBins)), kBins - 1);
        ++calibration.bins[at].count;
        calibration.bins[at].confidence += each.confidence;
        calibration.bins[at].accuracy += each.right ? 1 : 0;
    }
    for (CalibrationBin& bin : calibration.bins) {
        if (bin.count > 0) {
            bin.confidence /= static_cast<double>(bin.count);
            bin.accuracy /= static_cast<double>(bin.count);
            calibration.expected_error += std::abs(bin.confidence - bin.accuracy) * static_cast<double>(bin.count) /
                                          static_cast<double>(sure.size());
        }
    }
    return calibration;
}

// The nearest-rank quantile of sorted values.
double quantile(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) {
        return 0;
    }
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

// `name`: a genus or a species of it.
Risk own_risk_of_genus(std::string_view name) {
    const std::string_view genus = name.substr(0, name.find(' '));
    const GenusFacts* const facts = find_genus(genus);
    return facts == nullptr ? worst_species_of(genus) : facts->own_risk;
}

} // namespace

void Share::add(bool hit) {
    hits += hit ? 1U : 0U;
    ++count;
}

double Share::value() const { return count == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(count); }

std::pair<double, double> Share::interval() const {
    if (count == 0) {
        return {0, 1};
    }
    constexpr double z = 1.959964; // 97.5 % of the normal distribution
    const auto n = static_cast<double>(count);
    const double centre = (value() + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(value() * (1 - value()) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Risk own_risk_of(const LatinName& name) {
    Risk risk = own_risk_of_genus(name.genus);
    if (const SpeciesName* const species = find_species(name.species)) {
        risk = worse(risk, worse(species->risk, own_risk_of_genus(species->accepted)));
    }
    for (const GenusFacts& facts : all_genera()) {
        for (const LookAlike& other : facts.look_alikes) {
            if (!name.species.empty() && other.name == name.species) {
                risk = worse(risk, other.risk);
            }
        }
    }
    return risk;
}

Result<void> Evaluator::add(const LatinName& truth, std::string_view model_sha256, const std::vector<float>& logits,
                            double latency_ms) {
    const std::span<const std::vector<float>> view(&logits, 1);
    auto verdict = judge(*manifest_, model_sha256, view);
    if (!verdict) {
        return std::unexpected(verdict.error());
    }
    RankScores scores = roll_up(*manifest_, logits);
    photos_.push_back({truth, std::move(*verdict), std::move(scores), latency_ms});
    return {};
}

Evaluation Evaluator::report() const {
    Evaluation report;
    report.photos = photos_.size();
    const Leaves leaves = leaves_of(*manifest_);
    std::vector<Sure> sure, open;
    std::vector<double> latencies;
    for (const auto& [truth, verdict, scores, latency_ms] : photos_) {
        const bool named = verdict.state == VerdictState::answered;
        latencies.push_back(latency_ms);
        ++report.confusion[{truth.genus.empty() ? "no mushroom" : truth.genus, answer_of(verdict)}];
        if (named) {
            report.named_right.add(is_right(verdict, truth));
        }
        if (truth.genus.empty()) {
            report.not_mushroom_rejected.add(verdict.state == VerdictState::not_mushroom);
            report.not_mushroom_named.add(named);
            continue;
        }
        report.mushrooms_kept.add(verdict.state != VerdictState::not_mushroom);
        if (const Risk own = own_risk_of(truth); own >= Risk::poisonous) {
            report.false_reassurance.add(named && is_milder(verdict.risk, own));
            report.unwarned.add(is_milder(verdict.risk, own));
        }
        const std::size_t place = place_of(scores.genera, truth.genus);
        open.push_back({scores.genera.front().probability, place == 0});
        if (leaves.species.contains(truth.species)) {
            add_place(report.species, place_of(species_ranking(scores), truth.species));
        }
        if (leaves.few_genera.contains(truth.genus)) {
            add_place(report.few_genus, place);
            report.few_answered.add(named);
            if (named) {
                report.few_answered_right.add(is_right(verdict, truth));
            }
            continue;
        }
        if (!leaves.genera.contains(truth.genus)) {
            report.unknown_not_named.add(!named);
            report.unknown_not_species.add(!named || verdict.rank != Rank::species);
            report.unknown_not_likely.add(!named || verdict.confidence != Confidence::likely);
            continue;
        }
        add_place(report.genus, place);
        report.answered.add(named);
        if (named) {
            report.answered_right.add(is_right(verdict, truth));
        }
        const bool likely = named && verdict.confidence == Confidence::likely;
        report.likely.add(likely);
        if (likely) {
            report.likely_right.add(is_right(verdict, truth));
        }
        sure.push_back(open.back());
    }
    report.curve = curve_of(sure);
    report.calibration = calibration_of(sure);
    report.open_calibration = calibration_of(open);
    std::ranges::sort(latencies);
    report.latency_median_ms = quantile(latencies, 0.5);
    report.latency_p90_ms = quantile(latencies, 0.9);
    return report;
}

} // namespace hypha::fungi
