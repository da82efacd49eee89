// libFuzzer's way into the extraction: the first byte picks a reader, the rest is its input. Under the sanitizers; besides crashes
// it looks for blocks that do not survive their text form and for addresses that are not of the web.
// `npm test` runs it for ten seconds from tests/articles/corpus.
#include "core/news/block_text.hpp"
#include "edge/articles/article_reader.hpp"
#include "edge/articles/near_duplicates.hpp"
#include "edge/articles/picture_address.hpp"
#include "edge/articles/web_address.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace hypha;
using namespace hypha::edge::articles;

namespace {

void check(const std::vector<news::Block>& blocks) {
    for (const news::Block& block : blocks) {
        if (block.kind == news::Block::Kind::figure && !news::is_web_address(block.address)) std::abort();
        for (const news::Span& span : block.spans) {
            if (span.text.empty() || (!span.link.empty() && !news::is_web_address(span.link))) std::abort();
        }
    }
    const auto again = news::parse_blocks(news::write_blocks(blocks));
    if (!again || *again != blocks) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    switch (bytes[0] % 8) {
    case 0:
        if (const auto blocks = news::parse_blocks(input)) check(*blocks);
        break;
    case 1: {
        const std::string address = web_address("https://h.example/a/b?c", input);
        if (!address.empty() && !news::is_web_address(address)) std::abort();
        break;
    }
    case 2: (void)best_of_srcset(input); break;
    case 3: {
        const MinHashSignature signature = minhash_of(input);
        if (estimated_resemblance(signature, signature) != (signature.is_empty ? 0.0 : 1.0)) std::abort();
        break;
    }
    default:
        if (const auto article =
                read_article(input, bytes[0] % 2 == 0 ? "" : "text/html; charset=utf-8", "https://h.example/a/b")) {
            check(article->blocks);
            if (!article->lead_image.empty() && !news::is_web_address(article->lead_image)) std::abort();
        }
    }
    return 0;
}
