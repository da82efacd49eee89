// The journal's file as it lies in OPFS, for tests that damage it or make it a newer app's, with the app closed.
// Works on a page of the same origin that holds no handles (emergency.html). Layout: src/storage/slot_header.hpp, page_checksum.hpp.

// In the page: change(bytes) edits the file in place; answers its size.
async function edit(change) {
  const kHead = 8192;
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('hypha-database');
  for await (const handle of folder.values()) {
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    const names = [0, 4096].map((copy) => new TextDecoder().decode(bytes.slice(copy + 18, copy + 18 + (bytes[copy + 16] | (bytes[copy + 17] << 8)))));
    if (!names.includes('hypha.db')) continue;
    const file = bytes.subarray(kHead);
    change(file);
    const writable = await handle.createWritable();
    await writable.write(bytes);
    await writable.close();
    return file.length;
  }
  throw new Error('there is no hypha.db');
}

const run = (page, change) => page.evaluate(`(${edit})(${change})`);

/** One bit of the last page flips, as a worn flash cell does it: all rows can still be read. */
export const flipBit = (page) => run(page, (file) => { file[file.length - 20] ^= 1; });

/** The pages behind the first are noise: no row can be read. */
export const ruin = (page) => run(page, (file) => { for (let at = 16384; at < file.length; ++at) file[at] = (at * 31) & 0xff; });

/** Schema 99, with the page's checksum set right. */
export const makeNewer = (page) => run(page, (file) => {
  new DataView(file.buffer, file.byteOffset).setUint32(60, 99);
  const words = new Uint32Array(file.slice(0, 16384).buffer);
  let first = 0;
  let second = 0;
  for (let at = 0; at < words.length - 2; at += 2) {
    first = (first + words[at] + second) >>> 0;
    second = (second + words[at + 1] + first) >>> 0;
  }
  const sum = new DataView(file.buffer, file.byteOffset + 16384 - 8);
  sum.setUint32(0, first, true);
  sum.setUint32(4, second, true);
});

/** The hash of the whole journal file. */
export const hashOf = (page) => page.evaluate(`(async () => {
  let seen = null;
  await (${edit})((file) => { seen = file.slice(); });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', seen));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
})()`);
