import { FIELD, HASH_PRIME, HASH_START, hashBytes } from './hashed-terms.ts';
import type { TermCollector } from './term-collector.ts';

const NAME = 1;
const UPPER = 2;
const DIGIT = 4;
const UNDERSCORE = 8;

/** What each byte is: part of a name (bytes of UTF-8 letters too), a capital, a digit, an underscore. */
const BYTE_CLASS = (() => {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const letter = (byte >= 97 && byte <= 122) || byte >= 128;
    if (letter) table[byte] = NAME;
    if (byte >= 65 && byte <= 90) table[byte] = NAME | UPPER;
    if (byte >= 48 && byte <= 57) table[byte] = NAME | DIGIT;
    if (byte === 95) table[byte] = NAME | UNDERSCORE;
  }
  return table;
})();

const MIN_WORD = 2;
const MIN_NAME = 3;
const MAX_TOKEN = 80;

/** Only digits, or hex with a digit and as long as an abbreviated object id. */
const isNumberOrId = (bytes: Uint8Array, from: number, to: number): boolean => {
  let digits = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (BYTE_CLASS[byte] & DIGIT) digits += 1;
    else if (byte < 97 || byte > 102) return false;
  }
  return digits === to - from || (digits > 0 && to - from >= 7);
};

const foldedHash = (bytes: Uint8Array, from: number, to: number): number => {
  let state = HASH_START;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    state = Math.imul(state ^ (BYTE_CLASS[byte] & UPPER ? byte + 32 : byte), HASH_PRIME);
  }
  return state;
};

/** Where the stem of a word ends: plural and verb endings are cut, never below four letters. */
const stemEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const last = bytes[to - 1] | 32;
  const before = bytes[to - 2] | 32;
  if (to - from > 6 && last === 103 && before === 110 && (bytes[to - 3] | 32) === 105) return to - 3;
  if (to - from > 5 && last === 100 && before === 101) return to - 2;
  if (to - from > 5 && last === 115 && before === 101) return to - 2;
  if (to - from > 4 && last === 115 && before !== 115) return to - 1;
  if (to - from > 4 && last === 101) return to - 1;
  return to;
};

/** Words of a message, and names of code in it; a name's parts count as words too. */
export const addWords = (into: TermCollector, bytes: Uint8Array, weight: number): void => {
  into.read(bytes);
  const to = bytes.length;
  let at = 0;
  while (at < to) {
    while (at < to && !(BYTE_CLASS[bytes[at]] & NAME)) at += 1;
    const start = at;
    let seen = 0;
    while (at < to && BYTE_CLASS[bytes[at]] & NAME) {
      seen |= BYTE_CLASS[bytes[at]];
      at += 1;
    }
    if (at - start < MIN_WORD || at - start > MAX_TOKEN || isNumberOrId(bytes, start, at)) continue;
    const isCall = bytes[at] === 40 && bytes[at + 1] === 41;
    if (seen & UNDERSCORE || isCall) {
      into.name(into.add(FIELD.identifier, hashBytes(bytes, start, at), 1), start, at);
      addNameParts(into, bytes, { from: start, to: at, weight });
    } else {
      into.name(into.add(FIELD.word, foldedHash(bytes, start, stemEnd(bytes, start, at)), weight), start, at);
    }
  }
};

interface Span {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

const addNameParts = (into: TermCollector, bytes: Uint8Array, { from, to, weight }: Span): void => {
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && bytes[at] !== 95) continue;
    if (at - start >= MIN_NAME && !isNumberOrId(bytes, start, at)) {
      into.name(into.add(FIELD.word, foldedHash(bytes, start, stemEnd(bytes, start, at)), weight), start, at);
    }
    start = at + 1;
  }
};

/** The full path, every folder above it and the file name without its ending. */
export const addPath = (into: TermCollector, path: string): void => {
  const bytes = Buffer.from(path);
  into.read(bytes);
  into.name(into.add(FIELD.path, hashBytes(bytes, 0, bytes.length), 1), 0, bytes.length);
  let state = HASH_START;
  let name = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 47) {
      into.name(into.add(FIELD.folder, state, 1), 0, at);
      name = at + 1;
    }
    state = Math.imul(state ^ bytes[at], HASH_PRIME);
  }
  const dot = bytes.indexOf(46, name + 1);
  const end = dot < 0 ? bytes.length : dot;
  if (end - name >= MIN_NAME) into.name(into.add(FIELD.folder, hashBytes(bytes, name, end), 1), name, end);
};

/** The name in front of the first bracket of a hunk's section line, or its last name. */
export const addFunctionName = (into: TermCollector, section: string): void => {
  const bytes = Buffer.from(section);
  let start = -1;
  let end = -1;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 40 && end > 0) break;
    if (!(BYTE_CLASS[bytes[at]] & NAME)) continue;
    start = at;
    while (at < bytes.length && BYTE_CLASS[bytes[at]] & NAME) at += 1;
    end = at;
    at -= 1;
  }
  if (end - start >= MIN_NAME) {
    into.read(bytes);
    into.name(into.add(FIELD.functionName, hashBytes(bytes, start, end), 1), start, end);
  }
};

/** A line of a patch: where it is, and what to take of it. */
export interface LineSpan {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Names on the line are added when above 0. */
  readonly nameWeight: number;
  readonly field: typeof FIELD.addedLine | typeof FIELD.oldLine;
  /** The line itself is added when above 0. */
  readonly weight: number;
}

/** Shortest line that says something, in bytes that are not white space: leaves out braces, `else`, `return 0;`. */
const MIN_LINE = 10;

/** One pass over a line: its names, and the hash of all that is not white space. */
export const addLine = (into: TermCollector, span: LineSpan): void => {
  const { bytes, from, to, nameWeight } = span;
  let line = HASH_START;
  let length = 0;
  let name = HASH_START;
  let start = -1;
  into.read(bytes);
  for (let at = from; at <= to; at += 1) {
    const byte = at < to ? bytes[at] : 32;
    if (byte > 32) {
      line = Math.imul(line ^ byte, HASH_PRIME);
      length += 1;
    }
    if (BYTE_CLASS[byte] & NAME) {
      if (start < 0) {
        start = at;
        name = HASH_START;
      }
      name = Math.imul(name ^ byte, HASH_PRIME);
    } else if (start >= 0) {
      if (at - start >= MIN_NAME && nameWeight > 0) into.name(into.add(FIELD.identifier, name, nameWeight), start, at);
      start = -1;
    }
  }
  if (length >= MIN_LINE && span.weight > 0) into.name(into.add(span.field, line, span.weight), from, to);
};
