// As much CBOR as the wire has (src/core/sync/cbor.hpp): numbers, bytes, text, arrays, null, each in its shortest form. Numbers come
// out as Number where that is exact and as BigInt where it is not; bytes are Uint8Array.
export function encode(value) {
  const out = [];
  const head = (major, number) => {
    const n = BigInt(number);
    const size = n < 24n ? 0 : n < 0x100n ? 1 : n < 0x10000n ? 2 : n < 0x100000000n ? 4 : 8;
    out.push((major << 5) | (size === 0 ? Number(n) : { 1: 24, 2: 25, 4: 26, 8: 27 }[size]));
    for (let i = size - 1; i >= 0; i -= 1) out.push(Number((n >> BigInt(8 * i)) & 255n));
  };
  const write = (item) => {
    if (item === null) out.push(0xf6);
    else if (typeof item === 'number' || typeof item === 'bigint') head(0, item);
    else if (typeof item === 'string') {
      const text = new TextEncoder().encode(item);
      head(3, text.length);
      out.push(...text);
    } else if (item instanceof Uint8Array) {
      head(2, item.length);
      for (const byte of item) out.push(byte);
    } else {
      head(4, item.length);
      item.forEach(write);
    }
  };
  write(value);
  return Uint8Array.from(out);
}

export function decode(bytes) {
  let at = 0;
  const read = () => {
    const first = bytes[at++];
    if (first === 0xf6) return null;
    const size = (first & 31) < 24 ? 0 : 1 << ((first & 31) - 24);
    let number = size === 0 ? BigInt(first & 31) : 0n;
    for (let i = 0; i < size; i += 1) number = (number << 8n) | BigInt(bytes[at++]);
    const length = Number(number);
    if (at > bytes.length) throw new Error('the message is cut off');
    switch (first >> 5) {
      case 0: return number <= BigInt(Number.MAX_SAFE_INTEGER) ? length : number;
      case 2: return bytes.slice(at, (at += length));
      case 3: return new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(at, (at += length)));
      case 4: return Array.from({ length }, read);
      default: throw new Error(`no item of ours begins with ${first}`);
    }
  };
  const value = read();
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes are left`);
  return value;
}
