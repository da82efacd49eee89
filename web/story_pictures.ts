// Pictures of stories for the screen, by their hash: the bytes as they came, which C++ has verified before it asks for them here; else the
// copy that the service worker keeps, verified again. Never the network: that a person asks for with a tap, and C++ counts it.
import { kPictureCache } from '../service-worker/cache_names';
import { sha256Hex } from '../service-worker/precache';

import type { AskEdge, EdgeAnswered } from './messages';

const kPath = '/v1/news/picture/';
const kHeldPath = '/v1/contributions/photo/'; // of a story that waits for a moderator
const kMostHeld = 24; // two stories full of them

export class StoryPictures {
  private readonly held = new Map<string, Blob>();
  private readonly expected = new Map<number, string>(); // tickets of held photos, and their hashes

  /** What came of an address of news; anything but a picture is left alone. */
  take(target: string, bytes: Uint8Array): void {
    if (!target.startsWith(kPath)) return;
    this.hold(target.slice(kPath.length), bytes, 'image/webp');
  }

  /** A moderator wants to see a photo that is not public: it is kept nowhere but here. */
  expectHeld({ ticket, method, target }: AskEdge): void {
    if (method === 'GET' && target.startsWith(kHeldPath)) this.expected.set(ticket, target.slice(kHeldPath.length));
  }

  takeHeld({ ticket, status, bytes }: EdgeAnswered): void {
    const sha256 = this.expected.get(ticket);
    if (this.expected.delete(ticket) && sha256 && status === 200 && bytes) this.hold(sha256, bytes, 'image/jpeg');
  }

  private hold(sha256: string, bytes: Uint8Array, type: string): void {
    this.held.delete(sha256); // the newest is last
    this.held.set(sha256, new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
    for (const oldest of this.held.keys()) {
      if (this.held.size <= kMostHeld) break;
      this.held.delete(oldest);
    }
  }

  forgetAll(): void {
    this.held.clear();
  }

  /** Throws NotFoundError where there is no whole copy. */
  async blob(sha256: string): Promise<Blob> {
    const held = this.held.get(sha256);
    if (held) return held;
    const kept = (await caches.has(kPictureCache)) ? await (await caches.open(kPictureCache)).match(kPath + sha256) : undefined;
    const bytes = await kept?.arrayBuffer();
    if (!bytes || (await sha256Hex(bytes)) !== sha256) throw new DOMException(`picture ${sha256} is not here`, 'NotFoundError');
    return new Blob([bytes], { type: 'image/webp' });
  }
}
