const newline = 10;
const plus = 43;
const minus = 45;
const space = 32;
const backslash = 92;

export interface HunkLines {
  readonly lineStart: Int32Array;
  readonly lineEnd: Int32Array;
  readonly lineSign: Uint8Array;
}

// Lent to one LineStore at a time (parsing is synchronous), so that small patches allocate only what they keep.
let starts = new Int32Array(16384);
let ends = new Int32Array(16384);
let signs = new Uint8Array(16384);

function growAll(): void {
  const [oldStarts, oldEnds, oldSigns] = [starts, ends, signs];
  starts = new Int32Array(oldStarts.length * 2);
  ends = new Int32Array(oldEnds.length * 2);
  signs = new Uint8Array(oldSigns.length * 2);
  starts.set(oldStarts);
  ends.set(oldEnds);
  signs.set(oldSigns);
}

/** Collects the lines of all hunks of one patch as offsets. */
export class LineStore {
  size = 0;
  #added = 0;
  #removed = 0;

  counts(): { readonly added: number; readonly removed: number } {
    return { added: this.#added, removed: this.#removed };
  }

  /**
   * Takes a hunk's lines from `from` until both counts are used up, and gives the offset behind them. Ends early at a
   * line that cannot be content, and at the end of the bytes.
   */
  take(bytes: Buffer, from: number, counts: { readonly oldLines: number; readonly newLines: number }): number {
    const length = bytes.length;
    let { oldLines, newLines } = counts;
    let size = this.size;
    let next = from;
    while ((oldLines > 0 || newLines > 0) && next < length) {
      const sign = bytes[next];
      let end = next;
      while (end < length && bytes[end] !== newline) end++;
      if (sign === plus) {
        if (newLines-- <= 0) break;
        this.#added++;
      } else if (sign === minus) {
        if (oldLines-- <= 0) break;
        this.#removed++;
      } else if (sign === space || sign === newline) {
        if (oldLines-- <= 0 || newLines-- <= 0) break;
      } else if (sign === backslash) {
        next = end + 1;
        continue;
      } else break;
      if (size === starts.length) growAll();
      starts[size] = sign === newline ? next : next + 1;
      ends[size] = end;
      signs[size++] = sign === newline ? space : sign;
      next = end + 1;
    }
    this.size = size;
    return Math.min(next, length);
  }

  finish(): HunkLines {
    return {
      lineStart: starts.slice(0, this.size),
      lineEnd: ends.slice(0, this.size),
      lineSign: signs.slice(0, this.size),
    };
  }
}
