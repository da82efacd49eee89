// File chooser, dropped and pasted pictures, and the place: each asks the person only when the application asked for it.
// Tickets are the application's; files that nobody asked for are numbered from 2^31 up.
import type { OpenPicker, PhotoPicked, PickCancelled, PlaceFailed, PlaceFound } from './messages';

type Post = (message: PhotoPicked | PickCancelled | PlaceFound | PlaceFailed) => void;

const kPlaceTimeoutMs = 20_000;
let unaskedTicket = 0x80000000;

function postPhoto(post: (message: PhotoPicked) => void, ticket: number, slot: string, file: File): void {
  post({ type: 'photo_picked', ticket, slot, name: file.name, size_bytes: file.size, file });
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

/** A picture that nobody asked for: dropped, pasted, or shared by another app. */
export function postUnasked(post: (message: PhotoPicked) => void, file: File): void {
  postPhoto(post, unaskedTicket++, '', file);
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
