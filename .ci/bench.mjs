// `npm run bench`: installs and builds what is missing, then runs each table of tests/bench one after the other (they must not
// disturb each other) and prints it. A part of a name picks: npm run bench -- photo. Ends with 1 when one could not measure.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, buildSite, siteIsFresh } from './build.mjs';
import { PrepareError, prepare } from './prepare.mjs';
import { repository, runCommand } from './run_command.mjs';

const wanted = process.argv.slice(2);
try {
  await prepare('test');
  if (!siteIsFresh()) await buildSite(console.log);
} catch (error) {
  if (error.message) console.error(error instanceof BuildError || error instanceof PrepareError ? error.message : error.stack);
  process.exit(1);
}
const names = readdirSync(join(repository, 'tests/bench')).filter((name) => name.endsWith('.bench.mjs') && (!wanted.length || wanted.some((part) => name.includes(part)))).sort();
if (!names.length) {
  console.error(`No bench is named like ${wanted.join(', ')}.`);
  process.exit(2);
}
let failed = 0;
for (const name of names) {
  console.log(`\n${name}`);
  const { code } = await runCommand(process.execPath, [join('tests/bench', name)], { show: true });
  if (code !== 0) failed += 1;
}
process.exit(failed ? 1 : 0);
