/** What git's look for renames knows of a file: how many bytes stand in pieces (lines) of each hash. */
export interface Spans {
  readonly size: number;
  /** In order, each once. */
  readonly hashes: Uint32Array;
  readonly bytes: Uint32Array;
}

const newline = 10;
const carriageReturn = 13;
/** A longer line counts as several pieces; hashes are below this prime. Both as in git's `diffcore-delta.c`. */
const longest = 64;
const hashBase = 107_927;
/** git looks this far for a NUL byte, which makes a file binary. */
const lookedAt = 8000;

/** Cuts and hashes as git does, so that {@link countShared} comes to what git comes to. */
export function buildSpans(content: Buffer): Spans {
  const isText = !content.subarray(0, lookedAt).includes(0);
  const pieces = cutPieces(content, isText).sort();
  const hashes: number[] = [];
  const bytes: number[] = [];
  // A piece is hash * 128 + length.
  for (const piece of pieces) {
    const hash = Math.floor(piece / 128);
    if (hashes.at(-1) === hash) bytes[bytes.length - 1] += piece % 128;
    else {
      hashes.push(hash);
      bytes.push(piece % 128);
    }
  }
  return { size: content.length, hashes: Uint32Array.from(hashes), bytes: Uint32Array.from(bytes) };
}

function cutPieces(content: Buffer, isText: boolean): Uint32Array {
  const pieces: number[] = [];
  let [low, high, length] = [0, 0, 0];
  for (let at = 0; at < content.length; at++) {
    const byte = content[at];
    if (isText && byte === carriageReturn && content[at + 1] === newline) continue;
    const before = low;
    low = (((low << 7) ^ (high >>> 25)) + byte) >>> 0;
    high = ((high << 7) ^ (before >>> 25)) >>> 0;
    length++;
    if (length < longest && byte !== newline) continue;
    pieces.push(pieceOf(low, high, length));
    [low, high, length] = [0, 0, 0];
  }
  if (length > 0) pieces.push(pieceOf(low, high, length));
  return Uint32Array.from(pieces);
}

const pieceOf = (low: number, high: number, length: number): number =>
  (((low + Math.imul(high, 0x61)) >>> 0) % hashBase) * 128 + length;

/** Bytes of one file that stand in the other as well. */
export function countShared(a: Spans, b: Spans): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.hashes.length && j < b.hashes.length;) {
    const order = a.hashes[i] - b.hashes[j];
    if (order === 0) shared += Math.min(a.bytes[i], b.bytes[j]);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return shared;
}
