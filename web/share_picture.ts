// One picture of a find for other people, drawn on the device: the photo, what it may be and who says so, the risk word in its colour,
// day and place as the person lets them go, and that it is orientation only (SAFETY 2). The photo's pixels are drawn anew and encoded
// anew, so nothing that was hidden in its file is in this one (SAFETY 12). Colours and faces are those of the app (tokens.json), light.
import { fontUrls } from 'hypha:urls';
import { MediaError } from './media_wasm.mjs';
import type { DrawPicture } from './messages.ts';

const widthPx = 1080;
const pad = 56;
const [leastPhotoPx, mostPhotoPx] = [608, 1350]; // height of the photo
const paper = '#FCFAF4';
const ink = { text: '#18211D', text2: '#4A544D', note: '#F8E4CC' };
const quality = 0.88;

/** As the app's risk chips: deadly ones solid, poisonous tinted with a ring, unknown plain with a ring. */
const chips: Readonly<Record<string, { fill: string; ring?: string; text: string }>> = {
  deadly: { fill: '#8B1A2B', text: '#FFFFFF' },
  deadly_lookalikes: { fill: '#8B1A2B', text: '#FFFFFF' },
  poisonous: { fill: '#F6DFDA', ring: '#7D1424', text: '#7D1424' },
  unknown: { fill: '#EAE3D5', ring: '#5F665E', text: ink.text },
};

interface Line {
  readonly words: string;
  readonly font: string;
  readonly height: number;
  readonly color: string;
}

const faces = { serif: 'serif_italic', sans: 'sans', strong: 'sans_strong' } as const;
let loading: Promise<void> | null = null;

/** Without them the picture is drawn with what the device has. */
function loadFaces(): Promise<void> {
  loading ??= Promise.all(Object.entries(faces).map(async ([name, face]) => {
    const answer = await fetch(fontUrls[face] ?? '');
    if (!answer.ok) throw new TypeError(`font ${face}: ${answer.status}`);
    const font = await new FontFace(`hypha-${name}`, await answer.arrayBuffer()).load();
    (self as unknown as { fonts: FontFaceSet }).fonts.add(font);
  })).then(() => undefined, (problem: unknown) => {
    loading = null;
    console.warn('the picture is drawn with other letters:', String(problem));
  });
  return loading;
}

const font = {
  name: `italic 76px hypha-serif, Georgia, serif`,
  plainName: `600 68px hypha-strong, sans-serif`,
  strong: `600 38px hypha-strong, sans-serif`,
  body: `36px hypha-sans, sans-serif`,
  small: `31px hypha-sans, sans-serif`,
  smallStrong: `600 31px hypha-strong, sans-serif`,
} as const;

function wrapped(context: OffscreenCanvasRenderingContext2D, words: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line) lines.push(line);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines.slice(most - 1).join(' ').slice(0, 60)}…`];
}

function linesOf(context: OffscreenCanvasRenderingContext2D, order: DrawPicture): Line[] {
  const lines: Line[] = [];
  const add = (words: string, face: string, height: number, color: string, most: number): void => {
    context.font = face;
    for (const line of wrapped(context, words, widthPx - 2 * pad, most)) lines.push({ words: line, font: face, height, color });
  };
  add(order.name, order.latin ? font.name : font.plainName, 88, ink.text, 3);
  add(order.common, font.body, 48, ink.text2, 2);
  add(order.said, font.strong, 54, ink.text, 2);
  return lines;
}

function drawChip(context: OffscreenCanvasRenderingContext2D, order: DrawPicture, top: number): void {
  const { fill, ring, text } = chips[order.risk] ?? (chips['unknown'] as { fill: string; text: string; ring?: string });
  context.font = font.smallStrong;
  const width = context.measureText(order.risk_words).width + 56;
  context.beginPath();
  context.roundRect(pad, top, width, 64, 32);
  context.fillStyle = fill;
  context.fill();
  if (ring) {
    context.lineWidth = 3;
    context.strokeStyle = ring;
    context.stroke();
  }
  context.fillStyle = text;
  context.fillText(order.risk_words, pad + 28, top + 43);
}

/** The name alone: small, and no badge of approval. */
function drawMark(context: OffscreenCanvasRenderingContext2D, right: number, baseline: number): void {
  context.font = font.smallStrong;
  context.textAlign = 'right';
  context.fillStyle = ink.text2;
  context.fillText('Hypha', right, baseline);
  context.textAlign = 'left';
}

/** A JPEG. Codes: decode_failed where the photo cannot be drawn, out_of_memory. */
export async function drawPicture(order: DrawPicture, photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo).catch((problem: unknown) => {
    throw new MediaError('decode_failed', String(problem));
  });
  try {
    await loadFaces();
    const photoHeight = Math.round(Math.min(mostPhotoPx, Math.max(leastPhotoPx, (widthPx * bitmap.height) / bitmap.width)));
    const canvas = new OffscreenCanvas(widthPx, photoHeight);
    const context = canvas.getContext('2d');
    if (!context) throw new MediaError('out_of_memory', 'no 2D canvas');
    const lines = linesOf(context, order);
    context.font = font.small;
    const when = wrapped(context, order.day_place, widthPx - 2 * pad - 150, 2);
    context.font = font.smallStrong;
    const note = wrapped(context, `${order.orientation} ${order.orientation_line}`, widthPx - 2 * pad - 64, 3);
    const noteHeight = 44 + note.length * 44;
    const bandHeight = 40 + lines.reduce((sum, line) => sum + line.height, 0) + 18 + 64 + 36 + when.length * 44 + 24 + noteHeight + 40;
    canvas.height = photoHeight + bandHeight; // which also forgets what was set
    context.fillStyle = paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    // Covers its place, from the middle.
    const scale = Math.max(widthPx / bitmap.width, photoHeight / bitmap.height);
    const [sourceWidth, sourceHeight] = [widthPx / scale, photoHeight / scale];
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, (bitmap.width - sourceWidth) / 2, (bitmap.height - sourceHeight) / 2, sourceWidth, sourceHeight, 0, 0, widthPx, photoHeight);
    let y = photoHeight + 40;
    for (const line of lines) {
      context.font = line.font;
      context.fillStyle = line.color;
      context.fillText(line.words, pad, y + line.height * 0.74);
      y += line.height;
    }
    y += 18;
    drawChip(context, order, y);
    y += 64 + 36;
    context.font = font.small;
    context.fillStyle = ink.text2;
    when.forEach((words, at) => context.fillText(words, pad, y + 32 + at * 44));
    drawMark(context, widthPx - pad, y + 32);
    y += when.length * 44 + 24;
    context.fillStyle = ink.note;
    context.beginPath();
    context.roundRect(pad, y, widthPx - 2 * pad, noteHeight, 28);
    context.fill();
    context.font = font.smallStrong;
    context.fillStyle = ink.text;
    note.forEach((words, at) => context.fillText(words, pad + 32, y + 22 + 32 + at * 44));
    return await canvas.convertToBlob({ type: 'image/jpeg', quality });
  } finally {
    bitmap.close();
  }
}
