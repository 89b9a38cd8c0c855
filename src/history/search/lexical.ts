import { FIELD, FIELD_COUNT, fieldOf } from '../../models/index.ts';
import type { Field, HashedTerms } from '../../models/index.ts';

/**
 * Which document terms a query term is compared with. Most fields meet themselves; beside that a line that the query
 * removes or shows around its change may be one that an older commit added, and a name may be a function elsewhere.
 */
export const CHANNELS = [
  { name: 'words', from: FIELD.word, to: FIELD.word },
  { name: 'paths', from: FIELD.path, to: FIELD.path },
  { name: 'folders', from: FIELD.folder, to: FIELD.folder },
  { name: 'functions', from: FIELD.functionName, to: FIELD.functionName },
  { name: 'names', from: FIELD.identifier, to: FIELD.identifier },
  { name: 'added lines', from: FIELD.addedLine, to: FIELD.addedLine },
  { name: 'surrounding lines', from: FIELD.oldLine, to: FIELD.oldLine },
  { name: 'subjects', from: FIELD.subject, to: FIELD.subject },
  { name: 'lines it added', from: FIELD.oldLine, to: FIELD.addedLine },
  { name: 'functions it changed by name', from: FIELD.functionName, to: FIELD.identifier },
  { name: 'names that are its functions', from: FIELD.identifier, to: FIELD.functionName },
] as const;

export const CHANNEL_COUNT = CHANNELS.length;

/** An inverted index: for each term the rows that hold it, ascending, and how often. */
export interface Lexicon {
  readonly rowCount: number;
  /** Every term once, sorted. */
  readonly terms: Uint32Array;
  /** Postings of term i are [starts[i], starts[i + 1]). */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly counts: Uint8Array;
  /** Number of terms of each row in each field, row * FIELD_COUNT + field, at most 65,535. */
  readonly lengths: Uint16Array;
}

/** Collects documents in row order; {@link build} sorts them into a {@link Lexicon}. */
export class LexiconBuilder {
  #terms = new Uint32Array(1 << 16);
  #counts = new Uint8Array(1 << 16);
  #size = 0;
  #lengths = new Uint16Array(1 << 12);
  readonly #from: number[] = [0];

  get rowCount(): number {
    return this.#from.length - 1;
  }

  /** The terms of a row that was added. */
  document(row: number): HashedTerms {
    const from = this.#from[row];
    const to = this.#from[row + 1];
    return { hashes: this.#terms.subarray(from, to), counts: this.#counts.subarray(from, to) };
  }

  add(document: HashedTerms): void {
    this.#reserve(document.hashes.length);
    this.#terms.set(document.hashes, this.#size);
    this.#counts.set(document.counts, this.#size);
    const base = this.rowCount * FIELD_COUNT;
    for (const term of document.hashes) {
      const at = base + fieldOf(term);
      if (this.#lengths[at] < 65535) this.#lengths[at] = this.#lengths[at] + 1;
    }
    this.#size += document.hashes.length;
    this.#from.push(this.#size);
  }

  /** Sorts what was collected. It works in the collected arrays themselves: nothing else may be asked afterwards. */
  build(): Lexicon {
    const size = this.#size;
    const rows = new Uint32Array(size);
    for (let row = 0; row < this.rowCount; row += 1) rows.fill(row, this.#from[row], this.#from[row + 1]);
    const sorted = sortByTerm({ terms: this.#terms.subarray(0, size), rows, counts: this.#counts.subarray(0, size) });
    const { terms, starts } = listTerms(sorted.terms);
    const lengths = this.#lengths.slice(0, this.rowCount * FIELD_COUNT);
    return { rowCount: this.rowCount, terms, starts, rows: sorted.rows, counts: sorted.counts, lengths };
  }

  #reserve(more: number): void {
    if (this.#size + more > this.#terms.length) {
      const room = Math.max(this.#size + more, Math.ceil(this.#terms.length * 1.5));
      this.#terms = grown(this.#terms, new Uint32Array(room));
      this.#counts = grown(this.#counts, new Uint8Array(room));
    }
    if ((this.rowCount + 1) * FIELD_COUNT > this.#lengths.length) {
      this.#lengths = grown(this.#lengths, new Uint16Array(this.#lengths.length * 2));
    }
  }
}

const grown = <T extends Uint32Array | Uint16Array | Uint8Array>(old: T, room: T): T => {
  room.set(old);
  return room;
};

interface Postings {
  readonly terms: Uint32Array;
  readonly rows: Uint32Array;
  readonly counts: Uint8Array;
}

const emptyPostings = (size: number): Postings => ({
  terms: new Uint32Array(size),
  rows: new Uint32Array(size),
  counts: new Uint8Array(size),
});

/** Radix sort, least significant 11 bits first: stable, so rows stay ascending within a term. */
const sortByTerm = (postings: Postings): Postings => {
  let from = postings;
  let to = emptyPostings(postings.terms.length);
  for (const shift of [0, 11, 22]) {
    scatter(from, to, shift);
    [from, to] = [to, from];
  }
  return from;
};

const scatter = (from: Postings, to: Postings, shift: number): void => {
  const next = new Uint32Array(2049);
  const { terms, rows, counts } = from;
  for (let i = 0; i < terms.length; i += 1) {
    const key = ((terms[i] >>> shift) & 2047) + 1;
    next[key] = next[key] + 1;
  }
  for (let key = 1; key <= 2048; key += 1) next[key] = next[key] + next[key - 1];
  for (let i = 0; i < terms.length; i += 1) {
    const key = (terms[i] >>> shift) & 2047;
    const at = next[key];
    next[key] = at + 1;
    to.terms[at] = terms[i]!;
    to.rows[at] = rows[i]!;
    to.counts[at] = counts[i]!;
  }
};

const listTerms = (sorted: Uint32Array): { readonly terms: Uint32Array; readonly starts: Uint32Array } => {
  let unique = 0;
  for (let i = 0; i < sorted.length; i += 1) if (i === 0 || sorted[i] !== sorted[i - 1]) unique += 1;
  const terms = new Uint32Array(unique);
  const starts = new Uint32Array(unique + 1);
  let at = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    terms[at] = sorted[i]!;
    starts[at] = i;
    at += 1;
  }
  starts[unique] = sorted.length;
  return { terms, starts };
};

/** Position of the first element at or above `value` in [from, to). */
export const lowerBound = (sorted: Uint32Array | Float64Array, value: number, from = 0, to = sorted.length): number => {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The same text in another field. */
export const inField = (term: number, field: Field): number => ((term & 0x1fffffff) | (field << 29)) >>> 0;
