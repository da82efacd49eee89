#include "core/news/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/news/sentences.hpp"
#include "core/text/folded_text.hpp"

namespace hypha::news {
namespace {

constexpr std::size_t kMostSentences = 160, kMostLetters = 600;
constexpr std::size_t kLeastWords = 6, kMostWords = 60; // of a sentence that can stand alone
constexpr double kRestart = 0.3;                        // of the walk
constexpr double kAlike = 0.08;                         // cosines below are no likeness
constexpr double kSaysTheSame = 0.45;
constexpr int kRounds = 40;

struct Sentence {
    std::string text;
    std::size_t block, paragraph;
    std::map<std::u32string, double> weights; // of its words, of length 1 together
    std::size_t words = 0;
};

std::map<std::u32string, double> counts_of(std::string_view sentence, std::size_t& words) {
    std::map<std::u32string, double> counts;
    text::each_word(text::fold_text(sentence, kMostLetters), [&](std::u32string_view word) {
        counts[std::u32string(word)] += 1;
        ++words;
        return true;
    });
    return counts;
}

std::vector<Sentence> sentences_of(const Story& story) {
    std::vector<Sentence> sentences;
    std::size_t paragraph = 0;
    for (std::size_t i = 0; i < story.blocks.size() && sentences.size() < kMostSentences; ++i) {
        if (story.blocks[i].kind != Block::Kind::paragraph) {
            continue;
        }
        ++paragraph;
        for (std::string& text : split_sentences(plain_text(story.blocks[i]))) {
            Sentence sentence{std::move(text), i, paragraph, {}, 0};
            sentence.weights = counts_of(sentence.text, sentence.words);
            if (sentence.words > 0 && sentences.size() < kMostSentences) {
                sentences.push_back(std::move(sentence));
            }
        }
    }
    return sentences;
}

// Words that many sentences have say little of one of them.
void weigh(std::vector<Sentence>& sentences) {
    std::map<std::u32string, double> seen;
    for (const Sentence& sentence : sentences) {
        for (const auto& [word, count] : sentence.weights) {
            seen[word] += 1;
        }
    }
    for (Sentence& sentence : sentences) {
        double squares = 0;
        for (auto& [word, weight] : sentence.weights) {
            weight *= std::log(1 + static_cast<double>(sentences.size()) / seen[word]) - std::log(2.0);
            squares += weight * weight;
        }
        for (auto& [word, weight] : sentence.weights) {
            weight = squares > 0 ? weight / std::sqrt(squares) : 0;
        }
    }
}

double cosine(const Sentence& one, const Sentence& other) {
    double sum = 0;
    for (const auto& [word, weight] : one.weights) {
        if (const auto found = other.weights.find(word); found != other.weights.end()) {
            sum += weight * found->second;
        }
    }
    return sum;
}

using Likeness = std::vector<std::vector<double>>;

Likeness likeness_of(const std::vector<Sentence>& sentences) {
    Likeness alike(sentences.size(), std::vector<double>(sentences.size(), 0));
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            alike[i][j] = alike[j][i] = cosine(sentences[i], sentences[j]);
        }
    }
    return alike;
}

std::vector<double> rank(const Likeness& alike) {
    const std::size_t count = alike.size();
    std::vector<double> restart(count), outgoing(count, 0);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        restart[i] = 1 / (1 + static_cast<double>(i));
        sum += restart[i];
        for (std::size_t j = 0; j < count; ++j) {
            outgoing[i] += alike[i][j] >= kAlike ? alike[i][j] : 0;
        }
    }
    std::ranges::for_each(restart, [sum](double& each) { each /= sum; });
    std::vector<double> ranks = restart;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<double> next(count);
        double lost = 0; // of sentences that are like no other
        for (std::size_t i = 0; i < count; ++i) {
            lost += outgoing[i] > 0 ? 0 : ranks[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            double walked = lost * restart[i];
            for (std::size_t j = 0; j < count; ++j) {
                walked += alike[j][i] >= kAlike ? ranks[j] * alike[j][i] / outgoing[j] : 0;
            }
            next[i] = kRestart * restart[i] + (1 - kRestart) * walked;
        }
        ranks = std::move(next);
    }
    return ranks;
}

} // namespace

std::vector<KeySentence> summarize(const Story& story, std::size_t most) {
    std::vector<Sentence> sentences = sentences_of(story);
    if (sentences.size() < kLeastForSummary) {
        return {};
    }
    weigh(sentences);
    const Likeness alike = likeness_of(sentences);
    const std::vector<double> ranks = rank(alike);
    std::vector<std::size_t> turn;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        if (sentences[i].words >= kLeastWords && sentences[i].words <= kMostWords) {
            turn.push_back(i);
        }
    }
    std::ranges::sort(turn, [&ranks](std::size_t one, std::size_t other) {
        return ranks[one] != ranks[other] ? ranks[one] > ranks[other] : one < other;
    });
    std::vector<std::size_t> picked;
    for (const std::size_t at : turn) {
        const bool said =
            std::ranges::any_of(picked, [&](std::size_t other) { return alike[at][other] > kSaysTheSame; });
        if (!said && picked.size() < most) {
            picked.push_back(at);
        }
    }
    std::ranges::sort(picked);
    std::vector<KeySentence> summary;
    summary.reserve(picked.size());
    for (const std::size_t at : picked) {
        summary.push_back({sentences[at].text, sentences[at].block, sentences[at].paragraph});
    }
    return summary;
}

} // namespace hypha::news
