// The app worker's line to the media worker, which is made with the first photo and kept. Files wait here under their ticket:
// C++ knows only the number. A ticket that is asked for without a file (its page was reloaded) fails at once, as does every
// open ticket when the media worker dies; the next photo gets a new one.
import { mediaWorkerUrl } from 'hypha:urls';
import type { AnalyseFrame, AnalysePhoto, FrameTaken, Message, PhotoPicked, PreparePhoto } from './messages';

const kEnds = new Set<Message['type']>(['photo_analysed', 'frame_analysed', 'photo_explained', 'picture_drawn', 'photo_prepared', 'text_scored', 'analysis_cancelled', 'field_checked', 'room_measured', 'downloads_dropped']);
const kFirstCarriedTicket = 0xc0000000; // the window numbers from 0x80000000, the application from 1
const kKeptFailures = 8; // a failed photo can be tried again without choosing it anew

export class MediaLink {
  private worker: Worker | null = null;
  private readonly files = new Map<number, Blob>();
  private readonly open = new Set<number>();
  private readonly failed: number[] = [];
  private readonly carriedTickets = new Map<string, number>(); // by the key of the request that brought the file
  private frame: FrameTaken | null = null;
  private nextCarried = kFirstCarriedTicket;

  constructor(private readonly receive: (message: Message) => void) {}

  /** A frame of the live camera waits for its turn alone: one before it that nobody asked for is let go. */
  holdFrame(frame: FrameTaken): void {
    this.frame?.picture.close();
    this.frame = frame;
  }

  hold({ ticket, file }: PhotoPicked): void {
    this.files.set(ticket, file);
  }

  fileOf(ticket: number): Blob | undefined {
    return this.files.get(ticket);
  }

  /** A file that came with a request: the same key has the same ticket, however often it comes. */
  carry(key: string, file: Blob): number {
    const ticket = this.carriedTickets.get(key) ?? this.nextCarried++;
    this.carriedTickets.set(key, ticket);
    this.files.set(ticket, file);
    return ticket;
  }

  /** The request is finished. An analysis that still runs has its file. */
  carried(key: string): void {
    const ticket = this.carriedTickets.get(key);
    this.carriedTickets.delete(key);
    if (ticket !== undefined && !this.open.has(ticket)) this.files.delete(ticket);
  }

  post(message: Message): void {
    if (message.type === 'analyse_photo' || message.type === 'prepare_photo') {
      const file = this.files.get(message.ticket);
      if (!file) {
        this.receive({ type: 'analysis_failed', ticket: message.ticket, code: 'empty_file', detail: 'no file is held for this ticket' });
        return;
      }
      this.track(message.ticket);
      this.reach().postMessage({ ...message, file } satisfies AnalysePhoto | PreparePhoto);
      return;
    }
    if (this.frame && 'ticket' in message && message.ticket === this.frame.ticket) {
      const { picture } = this.frame;
      this.frame = null;
      if (message.type === 'analyse_frame') {
        this.track(message.ticket);
        this.reach().postMessage({ ...message, picture } satisfies AnalyseFrame, [picture]);
        return;
      }
      picture.close();
    }
    if (message.type === 'cancel_ticket' && !this.open.has(message.ticket)) this.files.delete(message.ticket); // nobody will ask for it
    if (message.type === 'cancel_ticket' || message.type === 'release_model') {
      this.worker?.postMessage(message); // without a worker there is nothing to cancel
      return;
    }
    if ('ticket' in message) this.track(message.ticket);
    this.reach().postMessage(message);
  }

  private track(ticket: number): void {
    this.open.add(ticket);
  }

  private reach(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(mediaWorkerUrl, { type: 'module', name: 'media' });
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => this.hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.died(event.message ?? '');
    });
    this.worker = worker;
    return worker;
  }

  private hear(message: Message): void {
    if ('ticket' in message) {
      if (kEnds.has(message.type)) {
        this.open.delete(message.ticket);
        this.files.delete(message.ticket);
      } else if (message.type === 'analysis_failed') {
        this.open.delete(message.ticket);
        this.failed.push(message.ticket);
        if (this.failed.length > kKeptFailures) this.files.delete(this.failed.shift() ?? 0);
      }
    }
    this.receive(message);
  }

  private died(detail: string): void {
    this.worker?.terminate();
    this.worker = null;
    for (const ticket of [...this.open]) {
      this.open.delete(ticket);
      this.receive({ type: 'analysis_failed', ticket, code: 'runtime_failed', detail });
    }
  }
}
