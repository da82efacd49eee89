// Writes answers.json: what the command line answers for the fixture photos, with the fingerprint of the tensor and the scores.
// Run it after models/manifest.json, the resize or the judging changed on purpose, and read the difference before keeping it:
//   npm start (it builds), then node tests/golden/make_answers.mjs
import { writeFileSync } from 'node:fs';
import { answersOf, goldenFiles } from './answers.mjs';

const answers = await answersOf(goldenFiles);
writeFileSync(new URL('answers.json', import.meta.url), `${JSON.stringify(answers, null, 1)}\n`);
console.log(`${answers.photos.length} answers of model ${answers.model_sha256.slice(0, 12)}`);
