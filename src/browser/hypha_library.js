// Every JavaScript import of the WebAssembly modules; nothing else in C++ reaches the browser. One section a concern.

// ---- storage pool (src/browser/pool_file.cpp): OPFS synchronous access handles in Module.hyphaPool.handles, set by
// web/storage_pool.ts. No pool: 0 slots. A handle that was closed throws; so do full disks: both become return codes.
addToLibrary({
  $hyphaPoolHandle: (slot) => Module['hyphaPool']?.handles[slot],
  hypha_pool_slots: () => Module['hyphaPool']?.handles.length ?? 0,

  hypha_pool_read__deps: ['$hyphaPoolHandle'],
  hypha_pool_read: (slot, into, length, offset) => {
    try {
      return hyphaPoolHandle(slot).read(HEAPU8.subarray(into, into + length), { at: offset });
    } catch {
      return -1;
    }
  },

  hypha_pool_write__deps: ['$hyphaPoolHandle'],
  hypha_pool_write: (slot, from, length, offset) => {
    try {
      const written = hyphaPoolHandle(slot).write(HEAPU8.subarray(from, from + length), { at: offset });
      return written === length ? length : -2; // a short write without an error is what a full disk gives
    } catch (error) {
      return error?.name === 'QuotaExceededError' ? -2 : -1;
    }
  },

  hypha_pool_truncate__deps: ['$hyphaPoolHandle'],
  hypha_pool_truncate: (slot, size) => {
    try {
      hyphaPoolHandle(slot).truncate(size);
      return 0;
    } catch {
      return -1;
    }
  },

  hypha_pool_flush__deps: ['$hyphaPoolHandle'],
  hypha_pool_flush: (slot) => {
    try {
      hyphaPoolHandle(slot).flush();
      return 0;
    } catch {
      return -1;
    }
  },

  hypha_pool_size__deps: ['$hyphaPoolHandle'],
  hypha_pool_size: (slot) => {
    try {
      return hyphaPoolHandle(slot).getSize();
    } catch {
      return -1;
    }
  },
});
