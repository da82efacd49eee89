// Where downloads and unpacked tools live: the user's cache, shared by all checkouts. HYPHA_CACHE moves it.
// .ci/cmake/third_party.cmake and .ci/cmake/emscripten.cmake hold the same rule.
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cacheFolder = process.env.HYPHA_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hypha');
