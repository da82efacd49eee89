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

// ---- application (src/browser/imports.hpp). Module.hyphaHost is web/app.worker.ts: canvas, emit(text, bytes), requestFrame(),
// wakeIn(ms), loadPicture(key, maxPx) -> Promise<ImageBitmap>, received(message).
addToLibrary({
  // Emscripten finds the canvas by this name; there is no document in a worker.
  hypha_adopt_canvas__deps: ['$specialHTMLTargets'],
  hypha_adopt_canvas: () => {
    specialHTMLTargets['#canvas'] = Module['hyphaHost'].canvas;
  },
  hypha_resize_canvas: (width, height) => {
    Module['hyphaHost'].canvas.width = width;
    Module['hyphaHost'].canvas.height = height;
  },
  hypha_emit__deps: ['$UTF8ToString'],
  // Memory may grow and move after this: content is copied out.
  hypha_emit: (text, length, bytes, bytesLength) => Module['hyphaHost'].emit(UTF8ToString(text, length), HEAPU8.slice(bytes, bytes + bytesLength)),
  hypha_wall_ms: () => Date.now(),
  hypha_monotonic_ms: () => performance.now(),
  hypha_random_bits: () => crypto.getRandomValues(new Uint32Array(1))[0],
  hypha_request_frame: () => Module['hyphaHost'].requestFrame(),
  hypha_wake_in: (delay) => Module['hyphaHost'].wakeIn(delay),

  // A picture becomes a texture of the current context with its smaller levels; the bitmap is closed at once.
  hypha_load_picture__deps: ['$GL', '$UTF8ToString'],
  hypha_load_picture: (keyAt, length, maxPx) => {
    const key = UTF8ToString(keyAt, length);
    const host = Module['hyphaHost'];
    const context = GL.currentContext;
    const failed = (code) => host.received({ type: 'picture_failed', key, code });
    host.loadPicture(key, maxPx).then(
      (bitmap) => {
        if (!context || GL.currentContext !== context || GLctx.isContextLost()) {
          bitmap.close();
          failed('context_lost');
          return;
        }
        const texture = GLctx.createTexture();
        const before = GLctx.getParameter(GLctx.TEXTURE_BINDING_2D);
        GLctx.bindTexture(GLctx.TEXTURE_2D, texture);
        GLctx.pixelStorei(GLctx.UNPACK_ALIGNMENT, 4);
        GLctx.pixelStorei(GLctx.UNPACK_ROW_LENGTH, 0);
        GLctx.texImage2D(GLctx.TEXTURE_2D, 0, GLctx.RGBA8, GLctx.RGBA, GLctx.UNSIGNED_BYTE, bitmap);
        GLctx.generateMipmap(GLctx.TEXTURE_2D);
        GLctx.texParameteri(GLctx.TEXTURE_2D, GLctx.TEXTURE_MIN_FILTER, GLctx.LINEAR_MIPMAP_LINEAR);
        GLctx.texParameteri(GLctx.TEXTURE_2D, GLctx.TEXTURE_MAG_FILTER, GLctx.LINEAR);
        GLctx.texParameteri(GLctx.TEXTURE_2D, GLctx.TEXTURE_WRAP_S, GLctx.CLAMP_TO_EDGE);
        GLctx.texParameteri(GLctx.TEXTURE_2D, GLctx.TEXTURE_WRAP_T, GLctx.CLAMP_TO_EDGE);
        GLctx.bindTexture(GLctx.TEXTURE_2D, before);
        const id = GL.getNewId(GL.textures);
        texture.name = id;
        GL.textures[id] = texture;
        const { width, height } = bitmap;
        bitmap.close();
        host.received({ type: 'picture_loaded', key, texture: id, width_px: width, height_px: height });
      },
      (error) => failed(error?.name === 'NotFoundError' ? 'not_found' : 'decode_failed'),
    );
  },
  hypha_drop_picture__deps: ['$GL'],
  hypha_drop_picture: (id) => {
    const texture = GL.textures[id];
    if (texture) {
      GLctx.deleteTexture(texture);
      GL.textures[id] = null;
    }
  },
});
