// Compiles one TypeScript module (with what it imports) and answers its exports.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export async function load(path) {
  const { outputFiles } = await build({ entryPoints: [join(repository, path)], bundle: true, write: false, format: 'esm', platform: 'neutral', target: 'es2022' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
