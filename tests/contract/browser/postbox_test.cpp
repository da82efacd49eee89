// The browser's postbox over the real JavaScript import; the host object that web/app.worker.ts gives is a list here.
#include "contract/postbox_contract.hpp"

#include <string>

#include <emscripten.h>

#include "browser/browser_ports.hpp"

// clang-format off: it takes JavaScript's arrows apart
EM_JS_DEPS(postbox_test, "$stringToUTF8,$lengthBytesUTF8");
EM_JS(void, listen_to_postbox, (), {
    Module['arrived'] = [];
    Module['hyphaHost'] = { emit: (text) => Module['arrived'].push(text) };
});
EM_JS(int, arrived_count, (), { return Module['arrived'].length; });
EM_JS(int, arrived_bytes, (int index), { return lengthBytesUTF8(Module['arrived'][index]); });
EM_JS(void, take_arrived, (int index, char* into, int room), { stringToUTF8(Module['arrived'][index], into, room); });
// clang-format on

TEST_CASE("the browser's postbox keeps the contract", "[postbox]") {
    listen_to_postbox();
    hypha::browser::WorkerPostbox postbox;
    hypha::check_postbox_contract(postbox, [] {
        std::vector<hypha::ports::Message> messages;
        for (int i = 0; i < arrived_count(); ++i) {
            std::string text(static_cast<std::size_t>(arrived_bytes(i)), '\0');
            // Room for the NUL, which std::string has anyway.
            take_arrived(i, text.data(), static_cast<int>(text.size()) + 1);
            messages.push_back(hypha::ports::decode(text));
        }
        return messages;
    });
}
