// Files between a person and C++, which never holds one whole: a picked File waits here under its ticket and is read in parts; a
// file on its way out grows part by part and becomes one Blob, whose bytes the browser keeps, on disk when they are many.
// Photos go one at a time. An original is kept only under the hash that it really has. Every question has exactly one answer.
import { sha256Hex } from './field_kit.ts';
import { MediaError } from './media_wasm.mjs';
import type { FileFailed, FileGrown, FileRead, FilePicked, GrowFile, KeepPhoto, PhotoKept, ReadFile, ReadPhoto } from './messages.ts';
import { PhotoStore, type PhotoPart } from './photo_store.ts';

type Answer = FileRead | FileGrown | PhotoKept | FileFailed;

export class FileCarrier {
  private readonly picked = new Map<number, Blob>();
  private readonly growing = new Map<number, Blob[]>();
  private readonly store = new PhotoStore();

  /** `recent`: a photo that is only in memory, where nothing durable exists. */
  constructor(private readonly answer: (message: Answer) => void, private readonly recent: (part: PhotoPart, photo: string) => Blob | undefined) {}

  hold({ ticket, file }: FilePicked): void {
    this.picked.set(ticket, file);
  }

  drop(ticket: number): void {
    this.picked.delete(ticket);
    this.growing.delete(ticket);
  }

  grow({ ticket, bytes }: GrowFile): void {
    const parts = this.growing.get(ticket) ?? [];
    this.growing.set(ticket, parts);
    parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    setTimeout(() => this.answer({ type: 'file_grown', ticket })); // not inside the call that asked
  }

  /** A file that was made elsewhere, whole. */
  take(ticket: number, file: Blob): void {
    this.growing.set(ticket, [file]);
  }

  /** The file as it has grown so far. */
  grown(ticket: number): Blob {
    return new Blob(this.growing.get(ticket) ?? []);
  }

  async read({ ticket, offset_bytes, most_bytes }: ReadFile): Promise<void> {
    await this.answered(ticket, async () => {
      const part = this.picked.get(ticket)?.slice(offset_bytes, offset_bytes + most_bytes);
      if (!part) throw new MediaError('not_found', 'no file is held for this ticket');
      return { type: 'file_read', ticket, bytes: new Uint8Array(await part.arrayBuffer()) };
    });
  }

  async readPhoto({ ticket, photo, part }: ReadPhoto): Promise<void> {
    await this.answered(ticket, async () => {
      const kept = this.recent(part as PhotoPart, photo) ?? (await this.store.read(part as PhotoPart, photo));
      if (!kept) throw new MediaError('not_found', `${part} ${photo}`);
      return { type: 'file_read', ticket, bytes: new Uint8Array(await kept.arrayBuffer()) };
    });
  }

  async keepPhoto({ ticket, photo, part, bytes }: KeepPhoto): Promise<void> {
    await this.answered(ticket, async () => {
      const content = bytes as Uint8Array<ArrayBuffer>;
      if (part === 'original' && (await sha256Hex(content)) !== photo) throw new MediaError('damaged', `${photo} has other bytes`);
      const was_there = (await this.store.read(part as PhotoPart, photo)) !== null;
      await this.store.put(part as PhotoPart, photo, new Blob([content]));
      return { type: 'photo_kept', ticket, was_there, picture: `${part === 'original' ? 'photos' : 'thumbnails'}/${photo}` };
    });
  }

  private async answered(ticket: number, work: () => Promise<Answer>): Promise<void> {
    let answer: Answer;
    try {
      answer = await work();
    } catch (problem) {
      // A picked file that was moved or changed since answers NotFoundError or NotReadableError.
      answer = { type: 'file_failed', ticket, code: problem instanceof MediaError ? problem.code : 'unreadable' };
    }
    this.answer(answer);
  }
}
