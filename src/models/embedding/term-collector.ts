import { toTerm } from './hashed-terms.ts';
import type { Field, HashedTerms } from './hashed-terms.ts';

const SLOTS = 1 << 13;
const FULL = SLOTS >> 1;

/**
 * Counts terms of one commit after another in one small table that is reused, so that reading a history allocates
 * only the results. With `texts` it also keeps what each term was, for showing a person what matched.
 */
export class TermCollector {
  readonly texts: Map<number, string> | undefined;
  readonly #keys = new Uint32Array(SLOTS);
  readonly #counts = new Uint16Array(SLOTS);
  readonly #round = new Uint32Array(SLOTS);
  readonly #used = new Uint16Array(FULL);
  #bytes: Uint8Array = new Uint8Array(0);
  #now = 1;
  #size = 0;
  readonly #perField = new Uint32Array(8);

  constructor(options: { readonly texts?: boolean } = {}) {
    this.texts = options.texts ? new Map() : undefined;
  }

  /** How many different terms of a field were seen since the last {@link take}. */
  count(field: Field): number {
    return this.#perField[field];
  }

  /** Adds a term and returns it; when the table is full only terms that are already there are counted. */
  add(field: Field, state: number, weight: number): number {
    const term = toTerm(field, state);
    let slot = (term ^ (term >>> 13)) & (SLOTS - 1);
    while (this.#round[slot] === this.#now) {
      if (this.#keys[slot] === term) {
        this.#counts[slot] = Math.min(255, this.#counts[slot] + weight);
        return term;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#size === FULL) return term;
    this.#round[slot] = this.#now;
    this.#keys[slot] = term;
    this.#counts[slot] = weight;
    this.#used[this.#size] = slot;
    this.#size += 1;
    this.#perField[field] = this.#perField[field] + 1;
    return term;
  }

  /** Names the bytes that the spans of {@link name} lie in. */
  read(bytes: Uint8Array): void {
    this.#bytes = bytes;
  }

  /** Keeps what a term was, where texts are wanted: the bytes [from, to) of those named last. */
  name(term: number, from: number, to: number): void {
    if (this.texts === undefined || this.texts.has(term)) return;
    this.texts.set(term, Buffer.from(this.#bytes.subarray(from, to)).toString());
  }

  /** The terms since the last call, sorted; the table is empty after it. */
  take(): HashedTerms {
    const size = this.#size;
    const hashes = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) hashes[i] = this.#keys[this.#used[i]]!;
    hashes.sort();
    const counts = new Uint8Array(size);
    for (let i = 0; i < size; i += 1) counts[i] = this.#countOf(hashes[i]);
    this.#size = 0;
    this.#perField.fill(0);
    this.#now += 1;
    return { hashes, counts };
  }

  #countOf(term: number): number {
    let slot = (term ^ (term >>> 13)) & (SLOTS - 1);
    while (this.#keys[slot] !== term || this.#round[slot] !== this.#now) slot = (slot + 1) & (SLOTS - 1);
    return this.#counts[slot];
  }
}
