// How long what went over the network is, for whoever counts bytes in the page or in the service worker: known where an answer was
// packed and says its length; the length of what was unpacked says nothing of it.
export function packedSize(headers: Headers): number | null {
  const length = headers.get('Content-Length');
  return headers.has('Content-Encoding') && length !== null && /^\d{1,9}$/.test(length) ? Number(length) : null;
}
