/** Bytes kept of one mail: what people write stands at its beginning. */
export const MOST_BYTES = 2 * 1024 * 1024;
/** Bytes that a separator line and the empty line before it may take. */
const LONGEST_SEPARATOR = 1024;

export interface MboxPart {
  /** Headers and text of one mail, at most as many bytes as are kept; quoted `>From ` lines restored. */
  readonly bytes: Buffer;
  /** Offset in the mbox behind the mail. */
  readonly end: number;
}

const separator = /^From \S+.*\d\d:\d\d.*$/;
const lineStart = Buffer.from('\nFrom ');

/** Splits an mbox that comes in chunks. Memory is bounded by the most bytes that are kept of one mail, whatever comes. */
export class MboxSplitter {
  #rest: Buffer = Buffer.alloc(0);
  /** The first bytes of a mail that is too long to be kept whole. */
  #head: Buffer | undefined;
  /** Where in the rest the next search begins. */
  #scan = 0;
  /** Offset of the rest in the mbox. */
  #offset: number;

  readonly #most: number;

  /** `offset`: where in the mbox the first chunk begins; it must be the beginning of a mail. `most`: bytes kept of one mail. */
  constructor(offset = 0, most = MOST_BYTES) {
    this.#offset = offset;
    this.#most = most;
  }

  take(chunk: Buffer): MboxPart[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const parts: MboxPart[] = [];
    for (let at = this.#findEnd(); at >= 0; at = this.#findEnd()) parts.push(...this.#cut(at));
    if (this.#rest.length > this.#most) this.#shorten();
    return parts;
  }

  /** The last mail, which no other one follows. */
  end(): MboxPart[] {
    return this.#cut(this.#rest.length);
  }

  /** Offset in the rest at which the next mail begins, or -1 when that is not known yet. */
  #findEnd(): number {
    for (;;) {
      const at = this.#rest.indexOf(lineStart, this.#scan);
      if (at < 0) {
        this.#scan = Math.max(0, this.#rest.length - lineStart.length);
        return -1;
      }
      const end = this.#rest.indexOf(10, at + 1);
      if (end < 0 && this.#rest.length - at < LONGEST_SEPARATOR) {
        this.#scan = at;
        return -1;
      }
      this.#scan = at + 1;
      if (end >= 0 && this.#isSeparator(at, end)) return at + 1;
    }
  }

  /** An empty line must stand before it: patches and texts may hold lines that begin alike. */
  #isSeparator(at: number, end: number): boolean {
    const before = this.#rest[at - 1] === 13 ? at - 2 : at - 1;
    const empty = before < 0 || this.#rest[before] === 10;
    return empty && end - at < LONGEST_SEPARATOR && separator.test(this.#rest.toString('latin1', at + 1, end).trim());
  }

  #cut(at: number): MboxPart[] {
    const head = this.#head ?? this.#rest.subarray(0, Math.min(at, this.#most));
    this.#head = undefined;
    this.#rest = this.#rest.subarray(at);
    this.#offset += at;
    this.#scan = 0;
    const bytes = restore(head);
    return /\S/.test(bytes.toString('latin1', 0, 1000)) ? [{ bytes, end: this.#offset }] : [];
  }

  #shorten(): void {
    this.#head ??= Buffer.from(this.#rest.subarray(0, this.#most));
    const from = Math.max(0, Math.min(this.#scan, this.#rest.length) - 2);
    this.#rest = Buffer.from(this.#rest.subarray(from));
    this.#offset += from;
    this.#scan -= from;
  }
}

/** Takes the separator line away and one `>` from lines that were quoted because they began like one. */
function restore(mail: Buffer): Buffer {
  const first = mail.indexOf(10);
  const hasSeparator = mail.toString('latin1', 0, 5) === 'From ';
  const body = hasSeparator ? mail.subarray(first < 0 ? mail.length : first + 1) : mail;
  if (body.indexOf('\n>') < 0) return body;
  const text = body.toString('latin1');
  return /\n>+From /.test(text) ? Buffer.from(text.replace(/\n>(>*From )/g, '\n$1'), 'latin1') : body;
}
