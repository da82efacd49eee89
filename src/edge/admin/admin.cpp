#include "edge/admin/admin.hpp"

#include <array>
#include <cstdio>
#include <functional>
#include <string>

#include "edge/admin/commands.hpp"

namespace hypha::edge {

const std::string_view kAdminUsage =
    "usage: hypha-edge admin COMMAND [--data DIR] [--store URL] [--config FILE]\n"
    "  list                     every stream: what it takes, its quota, its devices and sessions\n"
    "  quota STREAM BYTES       what this user may keep; `default` for what the server says\n"
    "  revoke NAME              ends every session of this name, or the one of this id, from its next request on\n"
    "  delete-user STREAM       removes all of a user and their sessions; prints a receipt and keeps it\n"
    "  verify                   reads all of the store and says what is wrong; ends with 1 if something is\n"
    "  compact                  the round that the server goes by itself: forgets what is old, sweeps lost files\n"
    "  backup FOLDER            copies the store into a new folder while others write (SQLite)\n"
    "  restore FOLDER [--receipts FILE]\n"
    "                           makes --data, which holds no store yet, from a backup, in a new epoch; users whose\n"
    "                           receipts are in the backup or in FILE are deleted again (SQLite)\n"
    "  sources import FILE --region NAME\n"
    "                           subscribes to the feeds of an OPML file for the readers of a region\n"
    "  sources list | export [--region NAME] | remove URL\n"
    "                           what is polled and how it went; as OPML; no more, with its stories\n"
    "  moderate list | show ID | accept ID | reject ID --reason TEXT\n"
    "                           contributed stories that wait for somebody to look; one of them, as it was signed;\n"
    "                           into its region's list; not, or no more: the author is told why\n"
    "  moderator add ACCOUNT | remove ACCOUNT | list\n"
    "                           who may do the same in the app; ACCOUNT is a stream, as `list` names them\n"
    "  new-epoch                after PostgreSQL was restored by its own means: devices compare and heal\n"
    "All but restore work while an edge runs. Output is lines of JSON, of `sources export` OPML.\n";

namespace {

struct Command {
    std::string_view name;
    std::size_t words; // behind the name
    std::size_t most_words;
    std::function<Result<int>(const Options&)> run;
};

Result<int> ended(Result<void> result) { return result ? Result<int>(0) : std::unexpected(result.error()); }

void print(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

const std::array<Command, 12>& commands() {
    static const std::array<Command, 12> all{{
        {"list", 0, 0, [](const Options& o) { return ended(list_streams(o)); }},
        {"quota", 2, 2, [](const Options& o) { return ended(set_quota(o, o.admin[1], o.admin[2])); }},
        {"revoke", 1, 1, [](const Options& o) { return ended(revoke(o, o.admin[1])); }},
        {"delete-user", 1, 1, [](const Options& o) { return ended(delete_user(o, o.admin[1])); }},
        {"verify", 0, 0,
         [](const Options& o) -> Result<int> {
             const auto problems = verify_store(o);
             return problems ? Result<int>(*problems > 0 ? 1 : 0) : std::unexpected(problems.error());
         }},
        {"compact", 0, 0, [](const Options& o) { return ended(compact_store(o)); }},
        {"backup", 1, 1, [](const Options& o) { return ended(back_up(o, o.admin[1])); }},
        {"restore", 1, 1, [](const Options& o) { return ended(restore(o, o.admin[1])); }},
        {"sources", 1, 2, [](const Options& o) { return ended(sources(o)); }},
        {"moderate", 1, 2, [](const Options& o) { return ended(moderate(o)); }},
        {"moderator", 1, 2, [](const Options& o) { return ended(moderators(o)); }},
        {"new-epoch", 0, 0, [](const Options& o) { return ended(begin_epochs(o)); }},
    }};
    return all;
}

} // namespace

int run_admin(const Options& options) {
    if (options.help) {
        print(stdout, kAdminUsage);
        return 0;
    }
    for (const Command& command : commands()) {
        if (command.name != options.admin.front()) {
            continue;
        }
        const std::size_t words = options.admin.size() - 1;
        if (words < command.words || words > command.most_words) {
            print(stderr, "hypha-edge: admin " + std::string(command.name) + " wants " + std::to_string(command.words) +
                              (command.most_words > command.words ? " to " + std::to_string(command.most_words) : "") +
                              " more words.\n");
            print(stderr, kAdminUsage);
            return 2;
        }
        const Result<int> result = command.run(options);
        if (!result) {
            const std::string detail = result.error().detail.empty() ? result.error().code : result.error().detail;
            print(stderr, "hypha-edge: " + detail + ".\n");
            return 1;
        }
        return *result;
    }
    print(stderr, "hypha-edge: there is no admin command '" + options.admin.front() + "'.\n");
    print(stderr, kAdminUsage);
    return 2;
}

} // namespace hypha::edge
