/**
 * A commit as a bag of hashed terms. Every term is 32 bits: 3 bits of field above 29 bits of hash, so that the same
 * name in a path and in a message stays two terms. With a million distinct terms about one in five hundred shares its
 * number with another one, which no ranking notices.
 */
export interface HashedTerms {
  /** Sorted, each once. */
  readonly hashes: Uint32Array;
  /** How often each occurs, weighted by place, 1 to 255. */
  readonly counts: Uint8Array;
}

/** Where a term was seen. The values are stored: never renumber them. */
export const FIELD = {
  /** Words of the message, folded to lower case; those of the subject count more. */
  word: 0,
  /** A changed file. */
  path: 1,
  /** Folders of changed files and file names without ending. */
  folder: 2,
  /** Functions that hunks lie in. */
  functionName: 3,
  /** Names on changed lines, and names of code in the message. */
  identifier: 4,
  /** A line that the commit added, white space left out. */
  addedLine: 5,
  /** A line that the commit removed or that stood around its change, white space left out. */
  oldLine: 6,
  /** The whole subject of the commit, or a subject that its message quotes. */
  subject: 7,
} as const;

export type Field = (typeof FIELD)[keyof typeof FIELD];

export const FIELD_COUNT = 8;

export const fieldOf = (term: number): Field => (term >>> 29) as Field;

/** FNV-1a (Fowler, Noll, Vo 1991), the byte at a time; start with {@link HASH_START}. */
export const HASH_START = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Spreads an FNV state over all bits and puts the field on top. */
export const toTerm = (field: Field, state: number): number => {
  let hash = state ^ (state >>> 15);
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  hash ^= hash >>> 15;
  return ((field << 29) | (hash >>> 3)) >>> 0;
};

export const hashBytes = (bytes: Uint8Array, from: number, to: number): number => {
  let state = HASH_START;
  for (let at = from; at < to; at += 1) state = Math.imul(state ^ bytes[at], HASH_PRIME);
  return state;
};
