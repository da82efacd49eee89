// Makes the site that the edge serves: bundles the window, the two workers and the service worker, names every file by
// its content under /app/, writes brotli and gzip siblings, the list that the service worker precaches (all or nothing,
// with hashes) and the list of the field kit (runtime and models, fetched with the first identification).
// Order matters: a file that names another is made after it, so no file holds its own hash. The one cycle, the version
// of the shell inside the service worker, is cut by hashing the service worker with a placeholder first.
// Writes build/web/sizes.json; the site appears in one rename, so a server never sees half of it.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';
import { compress, isWorthCompressing, sha256 } from './compress.mjs';
import { requireListed } from './notices.mjs';
import { emergencyPickerStyle, fillEmergencyPage } from './emergency_page.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const browsers = ['chrome110', 'firefox115', 'safari16.4'];
const versionPlaceholder = 'shell-version-goes-here';

export class BundleError extends Error {}

const read = (path, why) => {
  if (!existsSync(path)) throw new BundleError(`${relative(repository, path)} is missing: ${why}.`);
  return readFileSync(path);
};

// The files of the site by URL, and the address of each hashed file by its plain name.
class Site {
  files = new Map();
  addressByName = new Map();

  put(url, bytes) {
    const content = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    this.files.set(url, { bytes: content, sha256: sha256(content) });
    return url;
  }

  putHashed(name, bytes) {
    const extension = extname(name);
    const url = `/app/${basename(name, extension)}-${sha256(bytes).slice(0, 12)}${extension}`;
    this.addressByName.set(name, this.put(url, bytes));
    return url;
  }

  addressOf(name, asker) {
    const url = this.addressByName.get(name);
    if (!url) throw new BundleError(`${asker} asks for app:${name}, which is not part of the site. There is: ${[...this.addressByName.keys()].join(', ')}.`);
    return url;
  }

  // Replaces app:NAME with the address of that file.
  resolveNames(text, asker) {
    return text.replace(/\bapp:([\w.-]+)/g, (_, name) => this.addressOf(name, asker));
  }

  listing(urls) {
    return urls.map((url) => ({ url, bytes: this.files.get(url).bytes.length, sha256: this.files.get(url).sha256 }));
  }
}

// One file for all reference pictures: a line of JSON, {name: [offset, bytes]} with offsets from the line's end, then the pictures.
export function packReferences(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.webp')).sort();
  const pictures = names.map((name) => readFileSync(join(folder, name)));
  let offset = 0;
  const places = Object.fromEntries(names.map((name, at) => [basename(name, '.webp'), [(offset += pictures[at].length) - pictures[at].length, pictures[at].length]]));
  return Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`), ...pictures]);
}

const exportsOf = (values) => Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');

async function bundleScript(entry, name, modules, { format = 'esm', maps } = {}) {
  const virtual = {
    name: 'hypha',
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^hypha:/ }, ({ path }) => {
        if (modules[path]?.file) return { path: modules[path].file };
        if (modules[path]) return { path, namespace: 'hypha' };
        return { errors: [{ text: `${name} cannot import ${path}` }] };
      });
      pluginBuild.onLoad({ filter: /.*/, namespace: 'hypha' }, ({ path }) => ({ contents: modules[path].text, loader: 'js' }));
    },
  };
  const result = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, format, target: browsers,
    sourcemap: maps ? 'external' : false, outfile: name, plugins: [virtual], legalComments: 'none', charset: 'utf8', metafile: true,
    conditions: ['onnxruntime-web-use-extern-wasm'], define: { 'process.env.NODE_ENV': '"production"' },
    external: [...builtinModules, ...builtinModules.map((module) => `node:${module}`)], logLevel: 'silent',
  }).catch((problem) => {
    const lines = (problem.errors ?? []).map(({ text, location }) => `  ${location ? `${location.file}:${location.line}: ` : ''}${text}`);
    throw new BundleError(`${name} does not bundle:\n${lines.join('\n') || problem.message}`);
  });
  requireListed(Object.keys(result.metafile.inputs));
  const code = result.outputFiles.find(({ path }) => !path.endsWith('.map')).contents;
  const map = result.outputFiles.find(({ path }) => path.endsWith('.map'));
  if (maps && map) {
    mkdirSync(maps, { recursive: true });
    writeFileSync(join(maps, `${name}.map`), map.contents);
  }
  return Buffer.from(code);
}

// `root` holds web/, service-worker/, assets/ and models/; tests pass another one.
export async function bundle({ root = repository, wasm, out, fonts, runtime, log = console.log } = {}) {
  wasm ??= join(root, 'build/web');
  out ??= join(root, 'build/web/site');
  fonts ??= join(wasm, 'generated/fonts');
  runtime ??= join(repository, 'node_modules/onnxruntime-web/dist');
  const maps = join(dirname(out), 'maps');
  const web = (name) => join(root, 'web', name);
  const site = new Site();

  const hyphaWasmUrl = site.putHashed('hypha.wasm', read(join(wasm, 'hypha_first.wasm'), 'build the web preset first'));
  const hyphaLaterUrl = site.putHashed('hypha_later.wasm', read(join(wasm, 'hypha_later.wasm'), 'build the web preset first'));
  const mediaWasmUrl = site.putHashed('media.wasm', read(join(wasm, 'media.wasm'), 'build the web preset first'));
  const keysWasmUrl = site.putHashed('keys.wasm', read(join(wasm, 'keys.wasm'), 'build the web preset first'));
  const pageWasmUrl = site.putHashed('page.wasm', read(join(wasm, 'page.wasm'), 'build the web preset first'));
  const fetchWasmUrl = site.putHashed('fetch.wasm', read(join(wasm, 'fetch.wasm'), 'build the web preset first'));
  const runtimeModuleUrl = site.putHashed('ort-wasm-simd-threaded.mjs', read(join(runtime, 'ort-wasm-simd-threaded.mjs'), 'run npm ci first'));
  const runtimeWasmUrl = site.putHashed('ort-wasm-simd-threaded.wasm', read(join(runtime, 'ort-wasm-simd-threaded.wasm'), 'run npm ci first'));

  const putModel = (folder, { file, sha256: described }) => {
    const bytes = read(join(root, folder, file), `${folder}/manifest.json names it`);
    if (sha256(bytes) !== described) throw new BundleError(`${folder}/${file} is not the file that ${folder}/manifest.json describes: its SHA-256 is ${sha256(bytes)}.`);
    return site.putHashed(basename(file), bytes);
  };
  const manifestBytes = read(join(root, 'models/manifest.json'), 'the models belong to the repository');
  const model = JSON.parse(manifestBytes).models[0];
  const modelUrl = putModel('models', model);
  const textModels = JSON.parse(read(join(root, 'models/text/manifest.json'), 'the models belong to the repository')).models;
  const textModelUrls = textModels.map((each) => putModel('models/text', each));
  const cardForPeople = model.card.replace(/\.json$/, '.md');
  site.put(`/models/${model.card}`, read(join(root, 'models', model.card), 'models/manifest.json names it'));
  const modelCardUrl = site.put(`/models/${cardForPeople}`, read(join(root, 'models', cardForPeople), 'a model ships with its card'));
  site.put('/models/manifest.json', manifestBytes);

  if (!existsSync(fonts)) throw new BundleError(`${relative(repository, fonts)} is missing: build the web preset first (it makes the fonts).`);
  const fontNames = readdirSync(fonts).filter((name) => name.endsWith('.ttf')).sort();
  const fontUrls = Object.fromEntries(fontNames.map((name) => [basename(name, '.ttf'), site.putHashed(name, readFileSync(join(fonts, name)))]));
  for (const name of readdirSync(join(root, 'assets/icons')).filter((each) => each === 'icon.svg' || /\.(png|jpeg)$/.test(each)).sort()) {
    site.putHashed(name, readFileSync(join(root, 'assets/icons', name)));
  }

  const referencesUrl = site.putHashed('references.pack', packReferences(join(root, 'assets/references')));

  // Scripts, innermost first.
  const fieldUrls = [[runtimeModuleUrl, 'runtime_module'], [runtimeWasmUrl, 'runtime_wasm'], [modelUrl, 'model'], [referencesUrl, 'references'], ...textModelUrls.map((url) => [url, 'text_model'])];
  const fieldFiles = fieldUrls.map(([url, role]) => ({ ...site.listing([url])[0], role }));
  const urls = { hyphaWasmUrl, hyphaLaterUrl, mediaWasmUrl, keysWasmUrl, runtimeModuleUrl, runtimeWasmUrl, modelUrl, modelCardUrl, fontUrls };
  const modules = {
    'hypha:hypha': { file: join(wasm, 'hypha.js') },
    'hypha:media': { file: join(wasm, 'media.js') },
    'hypha:keys': { file: join(wasm, 'keys.js') },
    'hypha:field-files': { text: exportsOf({ fieldFiles }) },
    'hypha:urls': { text: exportsOf(urls) },
  };
  const script = async (source, name) => site.putHashed(name, await bundleScript(source, name, { ...modules, 'hypha:urls': { text: exportsOf(urls) } }, { maps }));
  urls.mediaWorkerUrl = await script(web('media.worker.ts'), 'media_worker.js');
  urls.accountUrl = await script(web('account_desk.ts'), 'account.js');
  urls.appWorkerUrl = await script(web('app.worker.ts'), 'app_worker.js');
  urls.cameraUrl = await script(web('camera.ts'), 'camera.js');
  const mainUrl = await script(web('main.ts'), 'main.js');

  // Pages.
  const page = (name) => site.resolveNames(read(web(name), 'it is part of the shell').toString(), name);
  const poisonCentres = JSON.parse(read(join(root, 'assets/emergency/poison_centres.json'), 'the emergency card needs it'));
  for (const [name, more] of [['style.css', ''], ['emergency.css', emergencyPickerStyle(poisonCentres)]]) {
    site.putHashed(name, Buffer.from((await transform(page(name) + more, { loader: 'css', minify: true, target: browsers })).code));
  }
  const styleUrl = site.addressOf('style.css', 'index.html');
  for (const name of ['index.html', '404.html', 'manifest.webmanifest']) site.put(`/${name}`, page(name));
  site.put('/emergency.html', fillEmergencyPage(page('emergency.html'), poisonCentres, 'en', 'any'));
  site.put('/emergency_es.html', fillEmergencyPage(page('emergency_es.html'), poisonCentres, 'es', 'es'));
  JSON.parse(site.files.get('/manifest.webmanifest').bytes);
  site.put('/third_party_notices.txt', read(join(wasm, 'generated/third_party_notices.txt'), 'build the web preset first (target hypha_notices)'));

  // The service worker: everything but the field kit and pictures that only a shop window shows is precached.
  const inField = new Set(fieldFiles.map(({ url }) => url));
  const isShell = (url) => !inField.has(url) && !/\/app\/(screenshot|icon_(?!192))/.test(url) && url !== '/404.html';
  const precacheFiles = site.listing([...site.files.keys()].filter(isShell).sort());
  const workerModules = (shellVersion) => ({ 'hypha:field-files': modules['hypha:field-files'], 'hypha:precache': { text: exportsOf({ precacheFiles, shellVersion }) }, 'hypha:page': { text: exportsOf({ pageWasmUrl, fetchWasmUrl }) } });
  const serviceWorker = await bundleScript(join(root, 'service-worker/sw.ts'), 'sw.js', workerModules(versionPlaceholder), { format: 'iife', maps });
  const shellVersion = sha256(serviceWorker).slice(0, 12);
  site.put('/sw.js', serviceWorker.toString().replaceAll(versionPlaceholder, shellVersion));
  site.put('/kill.js', await bundleScript(join(root, 'service-worker/kill.ts'), 'kill.js', {}, { format: 'iife', maps }));

  const sizes = await write(site, out);
  const firstScreen = ['/index.html', styleUrl, mainUrl, urls.appWorkerUrl, hyphaWasmUrl, ...Object.values(fontUrls)];
  const total = (list, part) => list.reduce((sum, url) => sum + sizes[url][part], 0);
  const report = {
    shellVersion,
    firstScreenBrotliBytes: total(firstScreen, 'br'),
    firstScreen: Object.fromEntries(firstScreen.map((url) => [url, sizes[url].br])),
    shellBytes: total(precacheFiles.map(({ url }) => url), 'raw'),
    shellBrotliBytes: total(precacheFiles.map(({ url }) => url), 'br'),
    fieldBytes: total([...inField], 'raw'),
    fieldBrotliBytes: total([...inField], 'br'),
    files: sizes,
  };
  writeFileSync(join(dirname(out), 'sizes.json'), `${JSON.stringify(report, null, 2)}\n`);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(9)} KB`;
  for (const url of firstScreen) log(`${kilobytes(sizes[url].raw)} ${kilobytes(sizes[url].br)} br  ${url}`);
  log(`${kilobytes(total(firstScreen, 'raw'))} ${kilobytes(report.firstScreenBrotliBytes)} br  first interactive screen (budget 900 KB)`);
  log(`${kilobytes(report.shellBytes)} ${kilobytes(report.shellBrotliBytes)} br  shell, ${precacheFiles.length} files, version ${shellVersion}`);
  log(`${kilobytes(report.fieldBytes)} ${kilobytes(report.fieldBrotliBytes)} br  field kit`);
  return report;
}

// Writes beside the old site and swaps, then answers the sizes by URL.
async function write(site, out) {
  const next = `${out}.next`;
  rmSync(next, { recursive: true, force: true });
  const sizes = {};
  await Promise.all([...site.files].map(async ([url, { bytes }]) => {
    const path = join(next, url);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    sizes[url] = { raw: bytes.length, br: bytes.length, gz: bytes.length };
    if (!isWorthCompressing(url)) return;
    for (const [coding, packedBytes] of Object.entries(await compress(bytes))) {
      if (!packedBytes) continue;
      writeFileSync(`${path}.${coding}`, packedBytes);
      sizes[url][coding] = packedBytes.length;
    }
  }));
  const previous = `${out}.previous`;
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(out)) renameSync(out, previous);
  renameSync(next, out);
  rmSync(previous, { recursive: true, force: true });
  return Object.fromEntries(Object.entries(sizes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const usage = 'usage: node web/build/bundle.mjs [--root DIR] [--wasm DIR] [--out DIR] [--fonts DIR]';
  try {
    const { values } = parseArgs({ options: { root: { type: 'string' }, wasm: { type: 'string' }, out: { type: 'string' }, fonts: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help) {
      console.log(usage);
    } else {
      for (const name of ['root', 'wasm', 'out', 'fonts']) if (values[name]) values[name] = resolve(values[name]);
      await bundle(values);
    }
  } catch (problem) {
    const known = problem instanceof BundleError || problem.code?.startsWith('ERR_PARSE_ARGS');
    console.error(known ? `bundle: ${problem.message}${problem instanceof BundleError ? '' : `\n${usage}`}` : problem);
    process.exitCode = problem instanceof BundleError ? 1 : 2;
  }
}
