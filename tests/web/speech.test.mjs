// Reading aloud in the window, over an engine that does as browsers do: voices that come late, the language or nothing, order kept,
// silence after a stop, and an engine that never begins.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { load } from '../service_worker/load.mjs';

const { Speech, chooseVoice } = await load('web/speech.ts');

const voice = (lang, localService = true, isDefault = false) => ({ lang, localService, default: isDefault, name: `${lang}${localService ? '' : ' online'}` });

class Engine extends EventTarget {
  voices = [];
  spoken = [];
  cancelled = 0;
  getVoices() { return this.voices; }
  speak(utterance) { this.spoken.push(utterance); }
  cancel() { this.cancelled += 1; }
}

let engine, said, speech;
const speak = (ticket, words, language = 'es') => speech.speak({ type: 'speak', ticket, words, language, rate: 1.25 });
const settled = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['es-PE', 'en'], onLine: true }, configurable: true });
  engine = new Engine();
  engine.voices = [voice('en-US', true, true), voice('es-ES'), voice('es-PE')];
  said = [];
  speech = new Speech((message) => said.push(message), engine);
});
afterEach(() => mock.timers.reset());

test('sentences are spoken in order, by a voice of their language, and each says that it began and ended', async () => {
  speak(1, 'Uno.');
  speak(2, 'Dos.');
  await settled();
  assert.deepEqual(engine.spoken.map(({ text, lang, rate }) => [text, lang, rate]), [['Uno.', 'es-PE', 1.25], ['Dos.', 'es-PE', 1.25]]);
  engine.spoken[0].onstart();
  engine.spoken[0].onend();
  engine.spoken[1].onstart();
  assert.deepEqual(said, [{ type: 'speech_began', ticket: 1 }, { type: 'speech_ended', ticket: 1 }, { type: 'speech_began', ticket: 2 }]);
});

test('voices that come late are waited for', async () => {
  const voices = engine.voices;
  engine.voices = [];
  speak(1, 'Uno.');
  await settled();
  assert.equal(engine.spoken.length, 0);
  engine.voices = voices;
  engine.dispatchEvent(new Event('voiceschanged'));
  await settled();
  assert.equal(engine.spoken[0].voice.lang, 'es-PE');
});

test('no voice of the language: nothing is spoken by another', async () => {
  speak(1, 'Llaqtapi runakuna.', 'qu');
  speak(2, 'Qhatuman rinku.', 'qu');
  await settled();
  assert.equal(engine.spoken.length, 0);
  assert.deepEqual(said, [{ type: 'speech_failed', ticket: 1, code: 'no_voice' }]);
});

test('a device without any voice says so after a while', async () => {
  engine.voices = [];
  speak(1, 'Uno.');
  await settled();
  assert.deepEqual(said, []);
  mock.timers.tick(1_500);
  await settled();
  assert.deepEqual(said, [{ type: 'speech_failed', ticket: 1, code: 'no_voice' }]);
});

test('no engine at all', async () => {
  const bare = new Speech((message) => said.push(message), null);
  bare.speak({ type: 'speak', ticket: 3, words: 'a', language: 'es', rate: 1 });
  await settled();
  assert.deepEqual(said, [{ type: 'speech_failed', ticket: 3, code: 'no_speech' }]);
});

test('after a stop nothing is said of what came before, and the next begins', async () => {
  speak(1, 'Uno.');
  await settled();
  speak(2, 'Dos.');
  speech.stop();
  engine.spoken[0].onerror({ error: 'interrupted' });
  speak(3, 'Tres.');
  await settled();
  assert.equal(engine.cancelled, 1);
  assert.deepEqual(said, []);
  assert.deepEqual(engine.spoken.map(({ text }) => text), ['Uno.', 'Tres.']);
});

test('an engine that never begins is one failure', async () => {
  speak(1, 'Uno.');
  speak(2, 'Dos.');
  await settled();
  mock.timers.tick(10_000);
  assert.deepEqual(said, [{ type: 'speech_failed', ticket: 1, code: 'failed' }]);
});

test('without a connection only voices of the device; the reader’s own region goes first', () => {
  const online = voice('es-PE', false), device = voice('es-ES');
  assert.equal(chooseVoice([online, device], 'es', ['es-PE'], true), device);
  assert.equal(chooseVoice([online], 'es', ['es-PE'], true), online);
  assert.equal(chooseVoice([online], 'es', ['es-PE'], false), undefined);
  assert.equal(chooseVoice([voice('es-ES'), voice('es_PE')], 'es-419', ['es-PE'], true).lang, 'es_PE');
  assert.equal(chooseVoice([], '', [], true), null);
});
