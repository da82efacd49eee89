// Median and quartiles of repeated measurements, and the machine they were made on.
import { cpus, totalmem } from 'node:os';

export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))];
  return { median: at(0.5), low: at(0.25), high: at(0.75), runs: sorted.length };
}

export const machine = () => `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

// rows: [name, spread, unit]. One line each, aligned, readable as Markdown.
export function printTable(title, rows) {
  console.log(`\n${title}\n(${machine()})\n`);
  console.log('| what | median | quartiles | runs |\n|---|---:|---:|---:|');
  for (const [name, { median, low, high, runs }, unit] of rows) {
    const digits = median < 10 ? 2 : median < 100 ? 1 : 0;
    console.log(`| ${name} | ${median.toFixed(digits)} ${unit} | ${low.toFixed(digits)} to ${high.toFixed(digits)} | ${runs} |`);
  }
}
