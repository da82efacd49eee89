// The account's parts as one module, so that the tests see the very classes that they throw at each other.
export { AccountLink } from '../../web/account_link';
export { NotKept } from '../../web/account_keep';
export { AccountWishes } from '../../web/account_wishes';
export { askOverHttp } from '../../web/edge_fetch';
export { KeysWasm } from '../../web/keys_wasm.mjs';
