// The app worker's line to the edge's news: plain GETs without a session, which the service worker may answer from what it keeps; or, where
// AskNews.kept says so, what it keeps alone, with no network asked. Each question has exactly one answer, none within the call that asked,
// and a wish to cancel that comes too late changes nothing.
// Whoever takes an answer is told which address it is of.
// Bytes that went over the network are the service worker's count where it answered (X-Hypha-Received), else as long as the answer
// says that it is packed, else as long as it is: never less than they were.
import type { AskNews, NewsArrived, NewsCancelled, NewsFailed } from './messages';
import { kKeptHeader, kReceivedHeader } from '../service-worker/cache_names';
import { packedSize } from './packed_size.ts';

type Answer = (message: NewsArrived | NewsFailed | NewsCancelled, target: string) => void;
type Reach = (path: string, options: RequestInit) => Promise<Response>;
type Kept = (target: string) => Promise<Response | undefined>;

const kMost_bytes = 4 * 1024 * 1024; // no list, no story and no picture is longer
const kSilence_ms = 30_000;
const kTarget = /^\/v1\/news\/[a-z0-9/-]+$/;

export class NewsLink {
  private readonly asked = new Map<number, AbortController>();

  constructor(private readonly answer: Answer, private readonly reach: Reach, private readonly silence_ms = kSilence_ms, private readonly kept: Kept = async () => undefined) {}

  cancel(ticket: number): void {
    this.asked.get(ticket)?.abort('cancelled');
  }

  /** `kept`: only what the service worker has. */
  async ask({ ticket, target, kept = false }: Omit<AskNews, 'kept'> & Partial<AskNews>): Promise<void> {
    if (kept) return this.askKept(ticket, target);
    const stop = new AbortController();
    this.asked.set(ticket, stop);
    let received_bytes = 0;
    const alarmIn = (): ReturnType<typeof setTimeout> => setTimeout(() => stop.abort('silence'), this.silence_ms);
    let alarm = alarmIn();
    const failed = (code: string): void => this.answer({ type: 'news_failed', ticket, code, received_bytes }, target);
    try {
      if (!kTarget.test(target)) throw new TypeError(`no address of news: ${target}`);
      const reply = await this.reach(target, { credentials: 'omit', redirect: 'error', signal: stop.signal });
      const counted = receivedOf(reply.headers);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let length = 0;
      const reader = reply.body?.getReader();
      while (reader) {
        clearTimeout(alarm);
        alarm = alarmIn();
        const { value, done } = await reader.read();
        if (done) break;
        parts.push(value as Uint8Array<ArrayBuffer>);
        length += value.length;
        received_bytes = counted ?? length;
        if (length > kMost_bytes) {
          stop.abort('too_large');
          return failed('too_large');
        }
      }
      received_bytes = counted ?? packedSize(reply.headers) ?? length;
      if (reply.status !== 200) return failed(codeOf(reply.status));
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      this.answer({ type: 'news_arrived', ticket, kept: reply.headers.has(kKeptHeader), received_bytes, bytes }, target);
    } catch {
      if (stop.signal.reason === 'cancelled') this.answer({ type: 'news_cancelled', ticket, received_bytes }, target);
      else failed('no_network');
    } finally {
      clearTimeout(alarm);
      this.asked.delete(ticket);
    }
  }

  private async askKept(ticket: number, target: string): Promise<void> {
    const reply = await this.kept(target).catch(() => undefined);
    const bytes = await reply?.arrayBuffer().catch(() => undefined);
    if (!bytes || bytes.byteLength > kMost_bytes) return this.answer({ type: 'news_failed', ticket, code: 'not_found', received_bytes: 0 }, target);
    this.answer({ type: 'news_arrived', ticket, kept: true, received_bytes: 0, bytes: new Uint8Array(bytes) }, target);
  }
}

const codeOf = (status: number): string => (status === 404 || status === 410 ? 'not_found' : status === 429 || status >= 500 ? 'busy' : 'not_understood');

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const receivedOf = (headers: Headers): number | null => numberIn(headers, kReceivedHeader);
