// The browser's postbox over the real JavaScript import; the host object that web/app.worker.ts gives is a list here.
#include "contract/postbox_contract.hpp"

#include <cstdlib>

#include <emscripten.h>

#include "browser/browser_ports.hpp"

EM_JS_DEPS(postbox_test, "$stringToNewUTF8");
EM_JS(void, listen_to_postbox, (), {
    Module['arrived'] = [];
    // A function, not an arrow: clang-format takes an arrow apart.
    Module['hyphaHost'] = {emit : function(text){Module['arrived'].push(text); }
}
;
});
EM_JS(int, arrived_count, (), { return Module['arrived'].length; });
EM_JS(char*, arrived_at, (int index), { return stringToNewUTF8(Module['arrived'][index]); });

TEST_CASE("the browser's postbox keeps the contract", "[postbox]") {
    listen_to_postbox();
    hypha::browser::WorkerPostbox postbox;
    hypha::check_postbox_contract(postbox, [] {
        std::vector<hypha::ports::Message> messages;
        for (int i = 0; i < arrived_count(); ++i) {
            char* const text = arrived_at(i);
            messages.push_back(hypha::ports::decode(text));
            free(text);
        }
        return messages;
    });
}
