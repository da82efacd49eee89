// An opinion is a whole verdict: its lists are one flat array each, so that nothing nests deeper than the verdict itself.
#include <vector>

#include "core/fungi/verdict.hpp"
#include "storage/sync_value_parts.hpp"
#include "storage/sync_values.hpp"

namespace hypha::storage::sync_values {
namespace {

using fungi::Verdict;

constexpr std::size_t kMostList = 64;

void write_one(CborWriter& out, const fungi::LadderStep& step) {
    write_enum(out, step.rank);
    out.text(step.name);
    write_real(out, step.probability);
    out.number((step.reached ? 1U : 0U) | (step.is_answer ? 2U : 0U));
}

void read_one(CborReader& in, fungi::LadderStep& step) {
    step.rank = read_enum(in, fungi::Rank::species);
    step.name = in.text(kMostText);
    step.probability = read_share(in);
    const std::uint64_t flags = in.number();
    if (flags > 3) {
        in.fail();
    }
    step.reached = (flags & 1U) != 0;
    step.is_answer = (flags & 2U) != 0;
}

void write_one(CborWriter& out, const fungi::Candidate& candidate) {
    out.text(candidate.name);
    write_enum(out, candidate.rank);
    write_real(out, candidate.probability);
    write_enum(out, candidate.risk);
}

void read_one(CborReader& in, fungi::Candidate& candidate) {
    candidate.name = in.text(kMostText);
    candidate.rank = read_enum(in, fungi::Rank::species);
    candidate.probability = read_share(in);
    candidate.risk = read_enum(in, fungi::Risk::deadly);
}

void write_one(CborWriter& out, const fungi::Reference& reference) {
    out.text(reference.species).text(reference.picture);
    write_real(out, reference.likeness);
}

void read_one(CborReader& in, fungi::Reference& reference) {
    reference.species = in.text(kMostText);
    reference.picture = in.text(kMostText);
    reference.likeness = read_share(in, -1);
}

// The fields of all, one after the other: `width` is how many each has.
template <typename One> void write_list(CborWriter& out, std::size_t width, const std::vector<One>& list) {
    out.array(list.size() * width);
    for (const One& one : list) {
        write_one(out, one);
    }
}

template <typename One> void read_list(CborReader& in, std::size_t width, std::vector<One>& list) {
    const std::size_t count = in.array(kMostList * width);
    if (count % width != 0) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < count / width; ++i) {
        read_one(in, list.emplace_back());
    }
}

void write_verdict(CborWriter& out, const Verdict& verdict) {
    out.array(10);
    write_enum(out, verdict.state);
    write_enum(out, verdict.rank);
    out.text(verdict.name);
    write_real(out, verdict.probability);
    write_enum(out, verdict.confidence);
    write_enum(out, verdict.risk);
    write_list(out, 4, verdict.ladder);
    write_list(out, 4, verdict.candidates);
    write_list(out, 4, verdict.spread);
    write_list(out, 3, verdict.references);
}

Verdict read_verdict(CborReader& in) {
    Verdict verdict;
    in.array_of(10);
    verdict.state = read_enum(in, fungi::VerdictState::not_mushroom);
    verdict.rank = read_enum(in, fungi::Rank::species);
    verdict.name = in.text(kMostText);
    verdict.probability = read_share(in);
    verdict.confidence = read_enum(in, fungi::Confidence::likely);
    verdict.risk = read_enum(in, fungi::Risk::deadly);
    read_list(in, 4, verdict.ladder);
    read_list(in, 4, verdict.candidates);
    read_list(in, 4, verdict.spread);
    read_list(in, 3, verdict.references);
    return verdict;
}

} // namespace

std::string of_opinion(const IdentificationRow& row) {
    CborWriter out;
    out.array(5).text(row.model_name).text(row.model_version);
    write_hash(out, row.model_sha256);
    out.text(row.thresholds);
    write_verdict(out, row.verdict);
    return closed(out);
}

std::optional<IdentificationRow> opinion(std::string_view value) {
    CborReader in = opened(value, 5);
    IdentificationRow row;
    row.model_name = in.text(kMostText);
    row.model_version = in.text(kMostText);
    row.model_sha256 = read_hash(in);
    row.thresholds = in.text(kMostText);
    row.verdict = read_verdict(in);
    return wholly(in, std::move(row));
}

} // namespace hypha::storage::sync_values
