// Gives tests that run in Node a storage pool in memory, with the few methods of FileSystemSyncAccessHandle that
// hypha_library.js calls. Nothing is kept when the program ends.
Module['hyphaPool'] = (() => {
  const handle = () => {
    let bytes = new Uint8Array(4096);
    let size = 0;
    const resize = (next) => {
      if (next > bytes.length) {
        const larger = new Uint8Array(Math.max(next, 2 * bytes.length));
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.fill(0, Math.min(next, size), size);
      size = next;
    };
    return {
      read(into, { at }) {
        const part = bytes.subarray(Math.min(at, size), Math.min(at + into.length, size));
        into.set(part);
        return part.length;
      },
      write(from, { at }) {
        if (at + from.length > size) resize(at + from.length);
        bytes.set(from, at);
        return from.length;
      },
      truncate: resize,
      flush() {},
      getSize: () => size,
    };
  };
  return { handles: Array.from({ length: 6 }, handle) };
})();
