// The report of an evaluation as JSON, schema 1; the same text is what the command line writes and the app shows under Lab > Models.
//   {"schema":1, "model":{name,version,sha256}, "photos":N, "genus":{top1,top3,top5}, "species":{...},
//    "answered":{coverage,right,right_of_all_named,curve:[{coverage,accuracy,threshold}]},
//    "unknown_genera":{not_named,not_named_as_species,not_named_as_likely}, "not_mushroom":{rejected,named,mushrooms_kept},
//    "calibration":{ece,bins:[{from,to,count,confidence,accuracy}]}, "open_calibration":{the same}, "false_reassurance":{named,unwarned},
//    "confusion":[{truth,answer,count}], "latency_ms":{median,p90}}
// A share is {"hits","count","share","wilson95":[low,high]}; share is null when nothing was counted.
#pragma once

#include <string>

#include "core/fungi/evaluation.hpp"

namespace hypha::fungi {

std::string encode_evaluation(const Evaluation& evaluation, const ModelManifest& manifest);

} // namespace hypha::fungi
