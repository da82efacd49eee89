// The texts to classify: the files that the arguments name, or JSON objects {"text"} a line on the standard input. Yields
// {name, bytes} for a text and {name, error} for what is none, in order, so that every file and every line gets its answer.
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const largestTextBytes = 40_000_000;
const encoder = new TextEncoder();

async function textOfFile(path) {
  const facts = await stat(path).catch(() => null);
  if (!facts) return { name: path, error: 'There is no such file.' };
  if (facts.isDirectory()) return { name: path, error: 'This is a folder; name its files.' };
  if (facts.size > largestTextBytes) return { name: path, error: 'The file is larger than 40 MB.' };
  try {
    return { name: path, bytes: await readFile(path) };
  } catch {
    return { name: path, error: 'The file cannot be read.' };
  }
}

function textOfLine(line, number) {
  const name = `line ${number}`;
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return { name, error: `Line ${number} is not JSON.` };
  }
  if (typeof value?.text !== 'string') return { name, error: `Line ${number} is not an object with a "text".` };
  return { name, bytes: encoder.encode(value.text) };
}

export async function* textInputs(paths, input) {
  for (const path of paths) yield textOfFile(path);
  if (paths.length > 0) return;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim()) yield textOfLine(line, number); // an empty line is no text: files end with one
  }
}
