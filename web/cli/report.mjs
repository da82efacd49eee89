// An answer of identify or classify as a JSON line (the keys of the contract, in its order) and as sentences for people.
// The words go with the numbers; no risk word is milder than "Risk unknown"; every answer ends with the orientation line.

export const orientation = 'Orientation only. Never eat a mushroom because of an app.';

const riskWords = { deadly: 'Deadly', deadly_lookalikes: 'Deadly look-alikes', poisonous: 'Poisonous', unknown: 'Risk unknown' };
const confidenceWords = { likely: 'Likely', possibly: 'Possibly', not_sure: 'Not sure' };
const reasonWords = {
  empty_file: 'the file is empty',
  not_an_image: 'this is not a picture',
  unsupported_format: 'the command line reads JPEG and PNG only',
  too_large: 'more than 60 million pixels or 40 MB',
  too_small: 'a side is shorter than 32 pixels',
  decode_failed: 'the picture is damaged',
  not_found: 'there is no such file',
  unreadable_file: 'the file cannot be opened',
  out_of_memory: 'there is not enough memory for it',
};

// A float32 has about seven digits; the rest is noise of its conversion.
const rounded = (value) => Number(value.toFixed(6));
const percent = (value) => `${Math.round(value * 100)} %`;

export function jsonLine({ file, verdict, reason, quality, model }) {
  if (!verdict) {
    return JSON.stringify({ file, state: 'unreadable', rank: null, name: null, probability: null, candidates: [], risk: 'unknown', quality: null, model, reason });
  }
  const answered = verdict.state === 'answered';
  return JSON.stringify({
    file,
    state: verdict.state,
    rank: answered ? verdict.rank : null,
    name: answered ? verdict.name : null,
    probability: rounded(verdict.probability),
    candidates: verdict.candidates.map(({ name, rank, probability }) => ({ name, rank, probability: rounded(probability) })),
    risk: verdict.risk,
    quality: { sharpness: rounded(quality.sharpness), exposure: rounded(quality.exposure) },
    model,
  });
}

function headline(verdict) {
  const word = `${confidenceWords[verdict.confidence]}, ${percent(verdict.probability)}`;
  if (verdict.state === 'not_mushroom') return `Not a mushroom. ${word}.`;
  const risk = `Risk: ${riskWords[verdict.risk]}.`;
  if (verdict.state === 'unknown') return `I don't know this one. ${confidenceWords.not_sure}. ${risk}`;
  return `${verdict.name} (${verdict.rank}). ${word}. ${risk}`;
}

export function sentences({ file, verdict, reason }) {
  if (!verdict) return `${file}\n  Unreadable: ${reasonWords[reason] ?? reason}.\n  ${orientation}`;
  const others = verdict.candidates.filter(({ name }) => name !== verdict.name).map(({ name, probability, risk }) => `${name} ${percent(probability)} (${riskWords[risk]})`);
  const lines = [file, `  ${headline(verdict)}`];
  if (others.length > 0) lines.push(`  Could also be: ${others.join(', ')}.`);
  return [...lines, `  ${orientation}`].join('\n');
}

/** A text's answer in JSON: the four keys of the contract; error, a sentence, when there was no text to read. */
export const classificationLine = ({ lang = null, topic = null, probability = null, candidates = [], error }) => JSON.stringify({ lang, topic, probability, candidates, error });

export function classificationSentence(name, { lang, topic, probability, candidates, error }) {
  if (error) return `${name}\n  ${error}`;
  const language = lang === 'und' ? 'Language not known' : `Language: ${lang}`;
  if (probability === null) return `${name}\n  ${language}. No topic: ${lang === 'und' ? 'the language is not known' : 'no model reads this language'}.`;
  const others = candidates.filter((candidate) => candidate.topic !== topic).map((candidate) => `${candidate.topic} ${percent(candidate.probability)}`);
  return `${name}\n  ${language}. Topic: ${topic}, ${percent(probability)}. Could also be: ${others.join(', ')}.`;
}
