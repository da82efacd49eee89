// Writes text_scores.json: what ONNX Runtime Web scores with the text models. Run it after they changed on purpose:
//   npm start (it builds), then node tests/golden/make_text_scores.mjs
import { writeFileSync } from 'node:fs';
import { scoresOf } from './text_scores.mjs';

writeFileSync(new URL('text_scores.json', import.meta.url), `${JSON.stringify(await scoresOf(), null, 1)}\n`);
