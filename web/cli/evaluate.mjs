// `hypha evaluate`: every labelled photo through the app's own road, and the report that core/fungi/evaluation makes of the verdicts.
// A photo that cannot be read is listed and counts nowhere. Progress goes to the error stream, where there is somebody to read it.
import { join } from 'node:path';
import { MediaError } from '../media_wasm.mjs';

/** report: the JSON of core/fungi/evaluation_json.hpp with `unreadable: [{path, reason}]` and `files`, all that was labelled. */
export async function evaluate(engine, folder, labels, progress = () => {}) {
  const unreadable = [];
  engine.beginEvaluation();
  for (const [at, { path, latin }] of labels.entries()) {
    try {
      await engine.addToEvaluation(join(folder, path), latin);
    } catch (problem) {
      if (!(problem instanceof MediaError)) throw problem;
      unreadable.push({ path, reason: problem.code });
    }
    progress(at + 1, labels.length);
  }
  return { ...engine.evaluation(), files: labels.length, unreadable };
}

const percent = (value) => `${(100 * value).toFixed(1)} %`;
const said = ({ hits, count, share, wilson95: [low, high] }) => (share === null ? 'no photo' : `${percent(share)} (${hits} of ${count}; 95 %: ${percent(low)} to ${percent(high)})`);

export function evaluationSentences(report) {
  const { genus, species, answered, few_shot_genera: few, unknown_genera: unknown, not_mushroom: none, calibration, open_calibration: open, false_reassurance: reassured, latency_ms: latency } = report;
  const half = answered.curve.find(({ coverage }) => coverage >= 0.5);
  return [
    `${report.model.name} ${report.model.version}, ${report.photos} photos${report.unreadable.length > 0 ? `, ${report.unreadable.length} more could not be read` : ''}`,
    '',
    'Genera that the model covers',
    `  genus top-1            ${said(genus.top1)}`,
    `  genus top-3            ${said(genus.top3)}`,
    `  genus top-5            ${said(genus.top5)}`,
    `  species top-1          ${said(species.top1)}`,
    `  species top-3          ${said(species.top3)}`,
    `  species top-5          ${said(species.top5)}`,
    `  answered               ${said(answered.coverage)}`,
    `  right when answered    ${said(answered.right)}`,
    `  called likely          ${said(answered.likely)}`,
    `  right when likely      ${said(answered.likely_right)}`,
    ...(half ? [`  right in the surer half ${percent(half.accuracy)} (genus probability from ${percent(half.threshold)})`] : []),
    `  calibration error      ${percent(calibration.ece)} (ECE, ${calibration.bins.length} bins)`,
    '',
    'Genera known by a few photos of their species',
    `  genus top-1            ${said(few.genus.top1)}`,
    `  genus top-3            ${said(few.genus.top3)}`,
    `  answered               ${said(few.coverage)}`,
    `  right when answered    ${said(few.right)}`,
    '',
    'Genera that it does not know',
    `  not named              ${said(unknown.not_named)}`,
    `  not named as a species ${said(unknown.not_named_as_species)}`,
    `  not called likely      ${said(unknown.not_named_as_likely)}`,
    '',
    'All mushrooms together',
    `  calibration error      ${percent(open.ece)} (ECE)`,
    '',
    'Not a mushroom',
    `  rejected               ${said(none.rejected)}`,
    `  named all the same     ${said(none.named)}`,
    `  mushrooms kept         ${said(none.mushrooms_kept)}`,
    '',
    'Kinds that are poisonous or deadly themselves',
    `  named, milder risk     ${said(reassured.named)}`,
    `  no such warning at all ${said(reassured.unwarned)}`,
    '',
    `Right among everything that got a name: ${said(answered.right_of_all_named)}`,
    `Time a photo: ${latency.median.toFixed(0)} ms, nine of ten within ${latency.p90.toFixed(0)} ms`,
    ...report.unreadable.slice(0, 10).map(({ path, reason }) => `Not read: ${path} (${reason})`),
    ...(report.unreadable.length > 10 ? [`and ${report.unreadable.length - 10} more, all in the JSON`] : []),
  ].join('\n');
}
