import type { Sha } from '../../git/index.ts';

/** A commit and the first release that has it. */
export interface Point {
  readonly version: string;
  readonly commit: Sha;
}

/** From where to where one line of releases is open to a fault. */
export interface Pair {
  /** undefined: nobody knows where it came from. */
  readonly introduced: Point | undefined;
  /** undefined: not fixed there. */
  readonly fixed: Point | undefined;
}

/** A file of pairs as it is written. */
export interface PairsText {
  /** Lines that open with `#`, as they are; they stand first. */
  readonly notes: readonly string[];
  readonly pairs: readonly Pair[];
}
