// Contributions in Node, for the tests: files of core/news/contribution written by hand, signed by Node's own Ed25519, and a photo. It shares
// no code with the C++ side.
import { randomBytes } from 'node:crypto';

/** The file, as core/news/contribution.hpp describes it. `photos`: {sha256, bytes, width, height}. */
export function contributionFile({ id = randomBytes(16).toString('hex'), baseRev = 0, region = 'andes', title = 'La feria volvió', language = 'es', topic, byline, place, made = 1764200000000, photos = [], text = `Hoy volvió la feria. ${id}` } = {}) {
  const named = { id, base_rev: baseRev, region, title, language, topic, byline, place, made };
  const head = Object.entries(named).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\n`);
  const photoLines = photos.map(({ sha256, bytes, width, height }) => `photo: ${sha256} ${bytes} ${width} ${height}\n`);
  return `hypha-contribution 1\n${[...head, ...photoLines].join('')}\n${text}`;
}

/** The body of POST /v1/contributions, by the device of an AccountClient. */
export function signedBy(client, file) {
  const hex = (bytes) => Buffer.from(bytes).toString('hex');
  const bytes = Buffer.from(file);
  const signature = client.device.sign(Buffer.concat([Buffer.from('hypha contribution 1'), bytes]));
  return Buffer.concat([Buffer.from(`hypha-signed 1 ${hex(client.device.raw)} ${hex(signature)}\n`), bytes]);
}

/** A WebP file (RFC 9649) of these sides: a lossy frame's head, and nothing hidden beside it. */
export function webp(width, height) {
  const frame = Buffer.alloc(16);
  frame.set([0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a], 0);
  frame.writeUInt16LE(width, 6);
  frame.writeUInt16LE(height, 8);
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8 \0\0\0\0', 'latin1');
  head.writeUInt32LE(4 + 8 + frame.length, 4);
  head.writeUInt32LE(frame.length, 16);
  return Buffer.concat([head, frame]);
}
