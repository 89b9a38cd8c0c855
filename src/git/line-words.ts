/** Lines as numbers, so that equal ones are compared once. White space does not count. */
export class LineWords {
  readonly #numbers = new Map<string, number>();
  readonly #hashes = new Set<number>();

  get size(): number {
    return this.#numbers.size;
  }

  /** The number of a line, a new one when it was not seen. */
  learn(bytes: Buffer, from: number, to: number): number {
    const text = squeeze(bytes, from, to);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#hashes.add(hashOf(bytes, from, to));
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** The numbers of all lines of a file, -1 for those that were not learned. */
  number(file: Buffer): Int32Array {
    const numbers: number[] = [];
    for (let from = 0; from < file.length;) {
      const newline = file.indexOf(10, from);
      const to = newline < 0 ? file.length : newline;
      // Most lines of a file are in no patch: their hash says so without making a string of them.
      const may = this.#hashes.has(hashOf(file, from, to));
      numbers.push(may ? (this.#numbers.get(squeeze(file, from, to)) ?? -1) : -1);
      from = to + 1;
    }
    return Int32Array.from(numbers);
  }
}

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

function squeeze(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to).replaceAll(/[ \t\v\f\r\n]+/g, '');
}

/** FNV-1a over what is no white space. */
function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (!isSpace(byte)) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}
