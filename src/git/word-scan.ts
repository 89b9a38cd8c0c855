/** A wanted word of a file: its number, and the first line that has it. */
export interface BlobWord {
  readonly word: number;
  /** Counted from 1. */
  readonly line: number;
}

const newline = 10;
/** git looks this far for a NUL byte, which makes a file binary. */
const lookedAt = 8000;
const offset = 0x811c9dc5;
const prime = 0x01000193;

/** 1 for the bytes that words consist of. */
const isWordByte = Uint8Array.from({ length: 256 }, (_, byte) => Number(/\w/.test(String.fromCharCode(byte))));

/** Looks for many whole words at once: every word of a file is hashed, and compared only where the hash is one of those wanted. */
export class WordScan {
  readonly words: readonly string[];
  readonly #bytes: readonly Buffer[];
  /** Numbers of words by hash, open addressing; -1 is free. */
  readonly #table: Int32Array;
  readonly #hashes: Int32Array;

  constructor(words: readonly string[]) {
    this.words = words;
    this.#bytes = words.map((word) => Buffer.from(word, 'latin1'));
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(words.length * 4 + 4))).fill(-1);
    this.#hashes = Int32Array.from(this.#bytes, (bytes) => hashOf(bytes));
    for (const [word, hash] of this.#hashes.entries()) {
      let at = hash & (this.#table.length - 1);
      while (this.#table[at] >= 0) at = (at + 1) & (this.#table.length - 1);
      this.#table[at] = word;
    }
  }

  /** Each wanted word once, in the order of the file; nothing of a binary file. */
  read(content: Buffer): readonly BlobWord[] {
    if (content.subarray(0, lookedAt).includes(0)) return [];
    const found: BlobWord[] = [];
    const seen = new Set<number>();
    let line = 1;
    let counted = 0;
    for (let at = 0; at < content.length; at += 1) {
      if (isWordByte[content[at]] === 0) continue;
      const start = at;
      let hash = offset | 0;
      for (; at < content.length && isWordByte[content[at]] === 1; at += 1) hash = Math.imul(hash ^ content[at], prime);
      const word = this.#find(content, { start, end: at, hash });
      if (word < 0 || seen.has(word)) continue;
      for (; counted < start; counted += 1) if (content[counted] === newline) line += 1;
      seen.add(word);
      found.push({ word, line });
    }
    return found;
  }

  #find(
    content: Buffer,
    { start, end, hash }: { readonly start: number; readonly end: number; readonly hash: number },
  ): number {
    const mask = this.#table.length - 1;
    for (let at = hash & mask; this.#table[at] >= 0; at = (at + 1) & mask) {
      const word = this.#table[at];
      if (this.#hashes[word] === hash && this.#bytes[word].compare(content, start, end) === 0) return word;
    }
    return -1;
  }
}

function hashOf(bytes: Buffer): number {
  let hash = offset | 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, prime);
  return hash;
}
