// What the app worker fetches with the first wish about an account: the wishes with keys.wasm, edge_account and the QR code. One file of
// the shell, so it works offline once that is cached, and none of the first screen.
import createKeys from 'hypha:keys';
import { keysWasmUrl } from 'hypha:urls';
import type { WishParts } from './account_entry';
import { AccountWishes } from './account_wishes';
import { KeysWasm } from './keys_wasm.mjs';

export async function openDesk(parts: WishParts): Promise<AccountWishes> {
  return new AccountWishes(new KeysWasm((await createKeys({ locateFile: () => keysWasmUrl })) as object), parts);
}
