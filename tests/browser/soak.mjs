// The length and the seed of tests that chance decides: HYPHA_SOAK_ROUNDS and HYPHA_SEED, as `npm run soak` sets them. Without
// them the test is as long as `npm test` has time for, with a new seed each time; whoever uses it prints the seed.
export function soak(shortRounds) {
  const number = (name, otherwise) => {
    const text = process.env[name];
    if (text === undefined || text === '') return otherwise;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is ${text}, not a whole number`);
    return value;
  };
  return { rounds: number('HYPHA_SOAK_ROUNDS', shortRounds), seed: number('HYPHA_SEED', Math.floor(Math.random() * 2 ** 32)) };
}

// Numbers in [0, 1) that follow from the seed (mulberry32).
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
