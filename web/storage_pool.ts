// The slots of the storage pool: OPFS files with synchronous access handles, which only a worker can open. C++ reaches them as
// Module.hyphaPool (src/browser/hypha_library.js). All slots are opened, or none. A handle is exclusive in the whole browser:
// whoever holds slot 0 is the only writer there can be, whatever locks and messages say.

export const kPoolSlots = 16; // place_files.hpp: database, log, copies on their way in and out, and what was set aside
export const kPoolFolder = 'hypha-database';

export interface StoragePool {
  handles: FileSystemSyncAccessHandle[];
  close(): void;
}

// unsupported: there is no OPFS here (private windows). busy: another worker holds the handles. failed: anything else.
export type PoolRefusal = 'unsupported' | 'busy' | 'failed';
export type PoolAnswer = { pool: StoragePool } | { refusal: PoolRefusal; detail: string };

export async function openPool(folderName = kPoolFolder, slots = kPoolSlots): Promise<PoolAnswer> {
  if (typeof navigator.storage?.getDirectory !== 'function' || typeof FileSystemFileHandle === 'undefined' ||
      !('createSyncAccessHandle' in FileSystemFileHandle.prototype)) {
    return { refusal: 'unsupported', detail: 'no synchronous access handles' };
  }
  let folder: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(folderName, { create: true });
  } catch (error) {
    // Private windows have the function but refuse the folder.
    const refusal = nameOf(error) === 'SecurityError' ? 'unsupported' : 'failed';
    return { refusal, detail: String(error) };
  }
  const pool = poolOf([]);
  try {
    pool.handles.push(await openSlot(folder, 0)); // alone and first: of two that open at once, one gets nothing
    const others = await Promise.allSettled(Array.from({ length: slots - 1 }, (_, index) => openSlot(folder, index + 1)));
    for (const other of others) if (other.status === 'fulfilled') pool.handles.push(other.value);
    const broken = others.find((other) => other.status === 'rejected');
    if (broken) throw broken.reason;
    return { pool };
  } catch (error) {
    pool.close();
    return { refusal: nameOf(error) === 'NoModificationAllowedError' ? 'busy' : 'failed', detail: String(error) };
  }
}

function poolOf(handles: FileSystemSyncAccessHandle[]): StoragePool {
  return {
    handles,
    close() {
      for (const handle of handles.splice(0)) handle.close();
    },
  };
}

async function openSlot(folder: FileSystemDirectoryHandle, slot: number): Promise<FileSystemSyncAccessHandle> {
  const file = await folder.getFileHandle(`slot-${slot}`, { create: true });
  return file.createSyncAccessHandle();
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}
