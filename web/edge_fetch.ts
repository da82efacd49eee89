// One HTTP request to the edge that served the app, with its cookie and the field that a page of another site cannot add. Never throws:
// status 0 is "no answer came" (no network, too slow, a redirect, which no edge sends, or cut off). Nothing is said twice here: what may
// be repeated, the caller knows. A slow network is not a dead one: only silence ends a request.
import type { Bytes } from './account_keep';
import { packedSize } from './packed_size.ts';

export interface EdgeReply {
  readonly status: number;
  readonly body: Bytes;
  readonly type: string;
  readonly sent_bytes: number;
  readonly received_bytes: number;
}
export type Reach = (path: string, options: RequestInit) => Promise<Response>;

export interface Patience {
  readonly headers_ms: number;
  readonly stall_ms: number;
  /** fetch does not show how far an upload is, so it has as long as this rate needs: 1 MiB has nine minutes, an edge waits for ten. */
  readonly upload_bytesPerMs: number;
}
const kPatience: Patience = { headers_ms: 30_000, stall_ms: 60_000, upload_bytesPerMs: 2 };
const kMostAnswer_bytes = 8 * 1024 * 1024; // no answer of an edge is longer; a captive portal's may be
const kNothing: Bytes = new Uint8Array(0);

export async function askOverHttp(reach: Reach, method: string, path: string, body: Bytes = kNothing, type = '', patience = kPatience): Promise<EdgeReply> {
  const stop = new AbortController();
  const alarmIn = (delay_ms: number): ReturnType<typeof setTimeout> => setTimeout(() => stop.abort(), delay_ms);
  let alarm = alarmIn(patience.headers_ms + body.length / patience.upload_bytesPerMs);
  let sent_bytes = 0;
  let received_bytes = 0;
  try {
    const answer = await reach(path, {
      method, ...(body.length > 0 ? { body } : {}), cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal: stop.signal,
      headers: { 'Hypha-App': '1', ...(type ? { 'Content-Type': type } : {}) },
    });
    sent_bytes = body.length;
    const parts: Bytes[] = [];
    const reader = answer.body?.getReader();
    while (reader) {
      clearTimeout(alarm);
      alarm = alarmIn(patience.stall_ms);
      const { value, done } = await reader.read();
      if (done) break;
      parts.push(value as Bytes);
      received_bytes += value.length;
      if (received_bytes > kMostAnswer_bytes) throw new RangeError('no answer of an edge');
    }
    const got = method === 'HEAD' ? fromBase64url(answer.headers.get('Hypha-Reply') ?? '') : await together(parts);
    return { status: answer.status, body: got, type: answer.headers.get('Content-Type') ?? '', sent_bytes, received_bytes: packedSize(answer.headers) ?? received_bytes };
  } catch {
    stop.abort(); // what still comes of it is not wanted
    return { status: 0, body: kNothing, type: '', sent_bytes, received_bytes };
  } finally {
    clearTimeout(alarm);
  }
}

const together = async (parts: readonly Bytes[]): Promise<Bytes> => new Uint8Array(await new Blob([...parts]).arrayBuffer());

/** No bytes for what is none. */
export function fromBase64url(text: string): Bytes {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return kNothing;
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

export const toBase64url = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
