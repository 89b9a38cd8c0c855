/** A repeatable stream of numbers in [0, 1): mulberry32. */
export const makeRandom = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** `count` different positions of [0, size) in rising order. */
export const drawPositions = (random: () => number, size: number, count: number): Int32Array => {
  const drawn = new Int32Array(Math.min(size, count));
  let filled = 0;
  for (let at = 0; at < size && filled < drawn.length; at += 1) {
    if (random() * (size - at) < drawn.length - filled) drawn[filled++] = at;
  }
  return drawn;
};
