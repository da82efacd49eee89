// models/text/manifest.json, compiled in: no loading, nothing to go missing.
#include "core/text/text_manifest.hpp"
#include "generated/core/text/embedded_manifest.hpp"

namespace hypha::text {

const TextManifest& shipped_text_manifest() {
    static const TextManifest kManifest = parse_text_manifest(kEmbeddedManifest).value_or(TextManifest{});
    return kManifest;
}

} // namespace hypha::text
