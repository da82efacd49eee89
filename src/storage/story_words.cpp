#include "storage/story_words.hpp"

#include "core/base/utf8.hpp"
#include "core/news/story_file.hpp"
#include "core/text/letters.hpp"
#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

// Without places in the text: a third of the size, and a word that many stories have is no slower than one of few.
constexpr std::string_view kMake =
    "CREATE VIRTUAL TABLE news_words USING fts5(title, source, text, content='', contentless_delete=1, "
    "detail=none, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3 4 5')";

std::string text_of(const news::Story& story) {
    std::string text = story.byline;
    for (const news::Block& block : story.blocks) {
        text += '\n';
        text += news::plain_text(block);
    }
    return text;
}

} // namespace

// Words are parted here as FTS5 parts them, and by more: where it would part one again, a phrase would be asked for, which an index
// without places cannot answer.
std::string StoryWords::match_of(std::string_view words) {
    std::string match, word;
    std::size_t letters = 0;
    const auto end_word = [&] {
        if (!word.empty()) {
            match += match.empty() ? "\"" : " \"";
            match += word;
            match += letters == 1 ? "\"" : "\"*";
        }
        word.clear();
        letters = 0;
    };
    while (!words.empty()) {
        const std::string_view before = words;
        const auto kind = text::kind_of(take_code_point(words));
        if (kind == text::CharacterKind::separator || kind == text::CharacterKind::apostrophe) {
            end_word();
        } else {
            word += before.substr(0, before.size() - words.size());
            letters += kind == text::CharacterKind::mark ? 0 : 1;
        }
    }
    end_word();
    return match;
}

Result<bool> StoryWords::exists() {
    return mapped(one_row(database_, read_integer, "SELECT count(*) FROM sqlite_schema WHERE name = 'news_words'"),
                  [](std::int64_t found) { return found > 0; });
}

Result<void> StoryWords::write(std::int64_t id, const news::Story& story) {
    return database_.change("INSERT OR REPLACE INTO news_words(rowid, title, source, text) VALUES(?, ?, ?, ?)", id,
                            story.title, story.source, text_of(story));
}

Result<void> StoryWords::make() {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    if (auto made = database_.run(kMake); !made) {
        return made;
    }
    auto bodies = database_.prepare("SELECT id, bytes FROM news_body");
    if (!bodies) {
        return std::unexpected(bodies.error());
    }
    for (;;) {
        const auto more = bodies->step();
        if (!more) {
            return std::unexpected(more.error());
        }
        if (!*more) {
            break;
        }
        const std::span<const std::byte> bytes = bodies->blob(1);
        const auto story = news::parse_story({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!story) {
            continue; // of a newer app: its words are not ours to read
        }
        if (auto put = write(bodies->integer(0), *story); !put) {
            return put;
        }
    }
    return transaction->commit();
}

Result<bool> StoryWords::ready() {
    const auto there = exists();
    if (!there || *there) {
        return there;
    }
    const auto any = one_row(database_, read_integer, "SELECT EXISTS(SELECT 1 FROM news_body)");
    if (!any || *any == 0) {
        return any ? Result<bool>(false) : std::unexpected(any.error());
    }
    if (database_.read_only()) {
        return false;
    }
    if (auto made = make(); !made) {
        return std::unexpected(made.error());
    }
    return true;
}

Result<void> StoryWords::put(std::int64_t id, const news::Story& story) {
    const auto there = exists();
    if (!there) {
        return std::unexpected(there.error());
    }
    if (!*there) {
        if (auto made = make(); !made) {
            return made;
        }
    }
    return write(id, story);
}

Result<void> StoryWords::remove(std::int64_t id) {
    const auto there = exists();
    if (!there) {
        return std::unexpected(there.error());
    }
    return *there ? database_.change("DELETE FROM news_words WHERE rowid = ?", id) : Result<void>{};
}

} // namespace hypha::storage
