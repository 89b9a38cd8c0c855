const newline = 10;
/** Sent to git between commits. It is no object id, so `diff-tree --stdin` prints it back, and flushes. */
export const markerLine = '\x01\n';
const marker = 1;

/** One commit's part of the output: its header line and patch, up to the marker. */
export interface Section {
  readonly bytes: Buffer;
  /** Bytes left out at its end. */
  readonly cut: number;
}

/**
 * Cuts the output of `diff-tree --stdin` at the marker lines. No line of a patch can begin with the marker: content
 * lines begin with a sign, header lines with a letter, and names are quoted.
 */
export class PatchSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #kept = 0;
  #cut = 0;
  /** The byte before the next chunk's first. */
  #last = newline;
  /** The chunk before ended in what may be the first byte of a marker line. */
  #held = false;

  /** @param maxBytes kept of each section; the rest is counted and dropped while it streams by. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The sections that end in this chunk. */
  take(chunk: Buffer): Section[] {
    const bytes = this.#held ? Buffer.concat([Buffer.of(marker), chunk]) : chunk;
    this.#held = false;
    const sections: Section[] = [];
    let from = 0;
    let search = 0;
    for (;;) {
      const at = bytes.indexOf(marker, search);
      if (at < 0) break;
      const before = at === 0 ? this.#last : bytes[at - 1];
      search = at + 1;
      if (before !== newline) continue;
      if (search === bytes.length) {
        this.#keep(bytes.subarray(from, at));
        this.#held = true;
        return sections;
      }
      if (bytes[search] !== newline) continue;
      this.#keep(bytes.subarray(from, at));
      sections.push(this.#finish());
      from = ++search;
    }
    this.#keep(bytes.subarray(from));
    return sections;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#last = part[part.length - 1]!;
    const room = this.#maxBytes - this.#kept;
    const kept = part.length <= room ? part : part.subarray(0, room);
    this.#cut += part.length - kept.length;
    this.#kept += kept.length;
    if (kept.length > 0) this.#parts.push(kept);
  }

  #finish(): Section {
    const bytes = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const section = this.#cut === 0 ? { bytes, cut: 0 } : cutAtLine(bytes, this.#cut);
    this.#parts = [];
    this.#kept = 0;
    this.#cut = 0;
    this.#last = newline;
    return section;
  }
}

function cutAtLine(bytes: Buffer, cut: number): Section {
  const end = bytes.lastIndexOf(newline) + 1;
  return { bytes: bytes.subarray(0, end), cut: cut + bytes.length - end };
}
