// The door of this room: bytes of a page to its Article or a named error. Pure: no network, no file, no clock; the same bytes
// give the same article. The work is linear in the bytes for a given depth, and four runs at the most are made over the page.
#pragma once

#include "core/base/error.hpp"
#include "edge/articles/article.hpp"
#include "edge/articles/article_limits.hpp"

#include <string_view>

namespace hypha::edge::articles {

// `content_type` is the HTTP field or empty. `page_url` is where the bytes came from, after redirects, http or https.
// Errors: not_an_address, page_empty, page_too_large, page_too_deep, no_article (no text at all).
Result<Article> read_article(std::string_view bytes, std::string_view content_type, std::string_view page_url,
                             const ArticleLimits& limits = {});

} // namespace hypha::edge::articles
