// A small model to judge with: six leaves in three genera, thresholds as in SPEC §2.
#pragma once

#include "core/fungi/model_manifest.hpp"

namespace hypha::fungi {

inline const char* const kSmallHash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

// Leaves: 0 Amanita muscaria, 1 rest of Amanita, 2 Boletus edulis, 3 rest of Boletus, 4 Plicatura, 5 other, 6 not a mushroom.
inline ModelManifest small_manifest() {
    ModelManifest manifest;
    manifest.name = "small";
    manifest.version = "1";
    manifest.sha256 = kSmallHash;
    manifest.thresholds = {0.5F, 0.7F, 0.3F, 0.0F};
    manifest.labels = {{LabelKind::species, "Amanita", "Amanita muscaria", ""},
                       {LabelKind::genus_rest, "Amanita", "", ""},
                       {LabelKind::species, "Boletus", "Boletus edulis", ""},
                       {LabelKind::genus_rest, "Boletus", "", ""},
                       {LabelKind::genus_rest, "Plicatura", "", ""},
                       {LabelKind::other_mushroom, "", "", ""},
                       {LabelKind::not_mushroom, "", "", ""}};
    manifest.leaf_count = manifest.labels.size();
    return manifest;
}

} // namespace hypha::fungi
