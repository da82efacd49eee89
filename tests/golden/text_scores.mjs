// What ONNX Runtime Web scores with each text model for a few texts, over the features of text.wasm.
import { TextWasm } from '../../web/text_wasm.mjs';
import { buildFolder, instantiate, openModel } from '../../web/cli/instantiate.mjs';

export const texts = [
  'El congreso aprobó el presupuesto de la nación después de un largo debate en la capital.',
  'La selección ganó el partido con un gol en el último minuto del segundo tiempo.',
  'Parliament approved the budget after a long debate, and the minister resigned.',
  'Scientists found a new species of fungus in the cloud forest of the eastern slopes.',
  'Llaqtapi runakuna qhatuman rinku, papata sarata apaspa.',
  'Hongo',
  `${'El precio del café subió otra vez en los mercados del sur. '.repeat(60)}`,
];

export async function scoresOf() {
  const wasm = new TextWasm(await instantiate(buildFolder(), 'text'));
  const models = [];
  for (const [place, { file, sha256 }] of wasm.models().entries()) {
    const { ort, session } = await openModel(`text/${file}`, sha256);
    const scores = [];
    for (const text of texts) {
      const { slots, weights } = wasm.features(place, Buffer.from(text));
      const count = [slots.length];
      const answer = await session.run({ slots: new ort.Tensor('int32', slots, count), weights: new ort.Tensor('float32', weights, count) });
      scores.push([...answer.scores.data].map((score) => Number(score.toFixed(5))));
    }
    models.push({ file, sha256, scores });
  }
  return { texts, models };
}
