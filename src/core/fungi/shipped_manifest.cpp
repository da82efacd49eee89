// models/manifest.json, compiled in: no loading, nothing to go missing.
#include "core/fungi/model_manifest.hpp"
#include "generated/core/fungi/embedded_manifest.hpp"

namespace hypha::fungi {

const ModelManifest& shipped_manifest() {
    static const ModelManifest kManifest = parse_manifest(kEmbeddedManifest).value_or(ModelManifest{});
    return kManifest;
}

} // namespace hypha::fungi
