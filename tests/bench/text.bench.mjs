// Language and topic of one text, warm, in Node: features in text.wasm, both networks in ONNX Runtime Web on one thread, both answers.
// The texts are words of our own lists drawn by a fixed generator, a title (12 words) and an article's beginning (200 words).
import { readFileSync } from 'node:fs';
import { TextEngine } from '../../web/cli/text_engine.mjs';
import { printTable, spread } from './spread.mjs';

const words = readFileSync(new URL('../../models/text/training/lexicon_es.txt', import.meta.url), 'utf8').replace(/^[#[].*$/gm, '').split(/[\s,]+/).filter(Boolean);
let state = 6;
const draw = () => words[(state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % words.length];
const textOf = (count) => Buffer.from(Array.from({ length: count }, draw).join(' '));

const engine = await TextEngine.open();
const rows = [];
for (const [name, count] of [['title, 12 words', 12], ["an article's beginning, 200 words", 200], ['long article, 2,000 words', 2000]]) {
  const times = [];
  for (let run = 0; run < 400; run += 1) {
    const text = textOf(count);
    const began = performance.now();
    const { lang } = await engine.classify(text);
    if (lang !== 'es') continue; // no topic network ran: not what is measured
    if (run >= 100) times.push(performance.now() - began);
  }
  rows.push([name, spread(times), 'ms']);
}
printTable('Language and topic of one Spanish text', rows);
