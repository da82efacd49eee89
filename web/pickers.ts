// File chooser, dropped and pasted pictures, and the place: each asks the person only when the application asked for it.
// Tickets are the application's; files that nobody asked for are numbered from 2^31 up.
import type { FilePicked, OpenPicker, PhotoPicked, PickCancelled, PlaceFailed, PlaceFound } from './messages';

type Post = (message: FilePicked | PhotoPicked | PickCancelled | PlaceFound | PlaceFailed) => void;

const kPlaceTimeoutMs = 20_000;
let unaskedTicket = 0x80000000;

const finishing = new Map<string, () => void>();

// Each pick has an idempotency key: however often it is carried from tab to tab, it is one photo.
function postPhoto(post: (message: PhotoPicked) => void, ticket: number, slot: string, file: File, key: string = crypto.randomUUID()): void {
  post({ type: 'photo_picked', ticket, slot, name: file.name, size_bytes: file.size, file, key });
}

/** The application has settled the pick with this key: it is kept, or refused for good. */
export function pickFinished(key: string): void {
  finishing.get(key)?.();
  finishing.delete(key);
}

export function openPicker(post: Post, { ticket, slot, source, several }: OpenPicker): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = several;
  if (source === 'camera') input.setAttribute('capture', 'environment');
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length === 0) post({ type: 'pick_cancelled', ticket });
    files.forEach((file, at) => postPhoto(post, ticket + at, slot, file));
  });
  input.addEventListener('cancel', () => post({ type: 'pick_cancelled', ticket }));
  input.click();
}

/** Any file: what it is, its bytes say (phones know no type for a database and would grey it out). */
export function pickFile(post: Post, ticket: number): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    post(file ? { type: 'file_picked', ticket, name: file.name, size_bytes: file.size, file } : { type: 'pick_cancelled', ticket });
  });
  input.addEventListener('cancel', () => post({ type: 'pick_cancelled', ticket }));
  input.click();
}

/** A picture that nobody asked for: dropped, pasted, or shared by another app. */
export function postUnasked(post: (message: PhotoPicked) => void, file: File, key?: string): void {
  postPhoto(post, unaskedTicket++, '', file, key);
}

/** A picture with a key of its own; resolves when it is settled. */
export function postShared(post: (message: PhotoPicked) => void, file: File, key: string): Promise<void> {
  const finished = new Promise<void>((done) => finishing.set(key, done));
  postUnasked(post, file, key);
  return finished;
}

/** Pictures dropped on the page or pasted into it. */
export function takeUnasked(post: Post): void {
  const take = (files: FileList | undefined): void => {
    for (const file of files ?? []) postUnasked(post, file);
  };
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
  document.addEventListener('paste', (event) => {
    if (!(event.target instanceof HTMLInputElement) && !(event.target instanceof HTMLTextAreaElement)) take(event.clipboardData?.files);
  });
}

export function askPlace(post: Post, ticket: number): void {
  if (!('geolocation' in navigator)) {
    post({ type: 'place_failed', ticket, code: 'unsupported' });
    return;
  }
  const codes: Readonly<Record<number, string>> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => post({ type: 'place_found', ticket, latitude: coords.latitude, longitude: coords.longitude, accuracy_m: coords.accuracy }),
    (error) => post({ type: 'place_failed', ticket, code: codes[error.code] ?? 'unavailable' }),
    { enableHighAccuracy: true, timeout: kPlaceTimeoutMs, maximumAge: 60_000 },
  );
}
