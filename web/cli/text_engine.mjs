// One text at a time through text.wasm (features), ONNX Runtime Web (scores) and text.wasm again (language, topic). The language
// model runs first; a topic is named only where a model reads that language. A model is loaded when the first text needs it.
import { TextWasm } from '../text_wasm.mjs';
import { EngineError, buildFolder, instantiate, openModel, requireBuild } from './instantiate.mjs';

// A float32 has about seven digits; the rest is noise of its conversion.
const rounded = (value) => Number(value.toFixed(6));

export class TextEngine {
  #wasm;
  #models;
  #loaded = new Map();

  static async open(build = buildFolder()) {
    requireBuild(build, ['text.js', 'text.wasm']);
    const engine = new TextEngine();
    engine.#wasm = new TextWasm(await instantiate(build, 'text'));
    engine.#models = engine.#wasm.models();
    if (engine.#models.length === 0) throw new EngineError('The list of text models in the build is unusable, so nothing is named: build again with "npm start".');
    return engine;
  }

  /** The answer of one model, or null when the text holds no word. */
  async #ask(place, bytes) {
    const features = this.#wasm.features(place, bytes);
    if (!features) return null;
    const { file, sha256 } = this.#models[place];
    if (!this.#loaded.has(place)) this.#loaded.set(place, openModel(`text/${file}`, sha256));
    const { ort, session } = await this.#loaded.get(place);
    const count = [features.slots.length];
    const { scores } = await session.run({ slots: new ort.Tensor('int32', features.slots, count), weights: new ort.Tensor('float32', features.weights, count) });
    return this.#wasm.judge(place, sha256, scores.data);
  }

  /** {lang, topic, probability, candidates}; probability is null where no model could name a topic. */
  async classify(bytes) {
    const language = await this.#ask(this.#models.findIndex(({ task }) => task === 'language'), bytes);
    const lang = language?.label ?? 'und';
    const place = this.#models.findIndex((model) => model.task === 'topic' && model.lang === lang);
    const topic = place < 0 ? null : await this.#ask(place, bytes);
    if (!topic) return { lang, topic: 'other', probability: null, candidates: [] };
    const candidates = topic.candidates.map(({ label, probability }) => ({ topic: label, probability: rounded(probability) }));
    return { lang, topic: topic.label, probability: rounded(topic.probability), candidates };
  }
}
