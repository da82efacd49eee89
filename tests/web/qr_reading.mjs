// Reads a QR code's modules (rows of '0' and '1', no quiet zone) as its standard says, without correcting errors: versions 2 and 3 at
// level M, which are one block of bytes. Knows nothing of the library that wrote them.
const masks = [
  (y, x) => (y + x) % 2, (y) => y % 2, (_, x) => x % 3, (y, x) => (y + x) % 3, (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (y, x) => ((y * x) % 2) + ((y * x) % 3), (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2, (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2,
];

export function readQr(rows) {
  const size = rows.length;
  const version = (size - 17) / 4;
  if (![2, 3].includes(version) || rows.some((row) => row.length !== size || !/^[01]+$/.test(row))) throw new Error(`no code of ours: ${size} rows`);
  const dark = (y, x) => rows[y][x] === '1';
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]]) {
    for (let y = 0; y < 7; y += 1) {
      for (let x = 0; x < 7; x += 1) {
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        if (dark(top + y, left + x) !== (ring !== 2)) throw new Error('a finder pattern is broken');
      }
    }
  }
  const format = Array.from({ length: 5 }, (_, at) => (dark(8, at) ? 1 : 0)).reduce((sum, bit) => sum * 2 + bit, 0) ^ 0b10101;
  if (format >> 3 !== 0) throw new Error('its error correction is not M');
  const mask = masks[format & 7];

  const middle = size - 7; // of the one alignment pattern
  const isFixed = (y, x) => (y < 9 && x < 9) || (y < 9 && x >= size - 8) || (y >= size - 8 && x < 9) || y === 6 || x === 6 || (Math.abs(y - middle) <= 2 && Math.abs(x - middle) <= 2);
  const bits = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!isFixed(y, x)) bits.push(Number(dark(y, x) !== (mask(y, x) === 0)));
    }
    up = !up;
  }
  const take = (count) => bits.splice(0, count).reduce((sum, bit) => sum * 2 + bit, 0);
  if (take(4) !== 4) throw new Error('it does not hold bytes');
  return String.fromCharCode(...Array.from({ length: take(8) }, () => take(8)));
}
