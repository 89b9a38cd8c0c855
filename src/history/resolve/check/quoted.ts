import type { QuotedSubject } from './types.ts';

const QUOTES = `"'“”„‟‘’‚‛\`´«»‹›「」`;
/** Line ends of a wrapped reference, perhaps quoted as in a mail. */
const GAP = String.raw`(?:[ \t]*\r?\n[ \t>]*|[ \t]+)`;
const OPENING = new RegExp(
  String.raw`(?:\.{3}|…)?(?:${GAP}?(?:[:–-]${GAP})?(\()[ \t]*([${QUOTES}]{1,2})|:?${GAP}(?:[–-]${GAP})?([${QUOTES}]))`,
  'uy',
);
const CLOSING = new RegExp(String.raw`[${QUOTES}]{1,2}[.,]?${GAP}?\)`, 'gu');
const OPENING_BRACKET = new RegExp(String.raw`${GAP}?\(`, 'uy');
/** No two alternatives begin alike, so that a bracket that nobody closes is given up at once. */
const IN_BRACKET = /^((?:[^()\n]|\n[ \t>]*(?=[^\s>])|\([^()\n]*\))*)\)/u;
const LINE = /[ \t]*(?!(?:[:–-][ \t]+)?(?:and\b|commit\b|[0-9a-f]{7,64}\b))(?:[:–-][ \t]+)?([^\s#,;([][^\n]*)/iuy;
/** An empty line or a trailer ends what a bracket left open. */
const BREAK = /\n[ \t>]*(?:\r?\n|[A-Z][A-Za-z-]*(?:-by|-to)?:\s)/;
const LONGEST = 400;
const MOST_LINES = 4;

/** The subject behind an id that ends at `at`. `bare`: without brackets and quotes it goes to the end of the line. */
export function findQuoted(text: string, at: number, bare: boolean): QuotedSubject | undefined {
  return inQuotes(text, at) ?? inBracket(text, at) ?? (bare ? toLineEnd(text, at) : undefined);
}

function inQuotes(text: string, at: number): QuotedSubject | undefined {
  OPENING.lastIndex = at;
  const opened = OPENING.exec(text);
  if (opened === null) return undefined;
  const from = OPENING.lastIndex;
  const window = text.slice(from, endOfWindow(text, from));
  const closed = opened[1] === undefined ? closeQuote(window, opened[3]) : closeBoth(window, opened[2].length);
  const end = closed ?? endOfLine(window);
  return build(text, { at: [from, from + end.at], end: from + end.end, quoted: true, closed: closed !== undefined });
}

interface Close {
  readonly at: number;
  readonly end: number;
}

/** The first quote and bracket; a quote that belongs to the subject stays in it. */
function closeBoth(window: string, quotes: number): Close | undefined {
  CLOSING.lastIndex = 0;
  const found = CLOSING.exec(window);
  if (found === null) return undefined;
  const marks = new RegExp(`^[${QUOTES}]+`, 'u').exec(found[0])?.[0].length ?? 1;
  return { at: found.index + Math.max(0, marks - quotes), end: found.index + found[0].length };
}

const PAIRS: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '”',
  '‘': '’',
  '‚': '’',
  '«': '»',
  '‹': '›',
  '「': '」',
  '`': "'`",
};

function closeQuote(window: string, open: string): Close | undefined {
  const closers = PAIRS[open] ?? open;
  const at = [...window].findIndex((char) => closers.includes(char));
  if (at < 0) return undefined;
  const place = [...window].slice(0, at).join('').length;
  return { at: place, end: place + 1 };
}

const endOfLine = (window: string): Close => {
  const line = window.split('\n')[0].replace(/[\s)"'”]+$/u, '').length;
  return { at: line, end: line };
};

function endOfWindow(text: string, from: number): number {
  const near = text.slice(from, from + 2 * LONGEST);
  const found = from + (BREAK.exec(near)?.index ?? near.length);
  return Math.min(found, endOfLines(text, from), from + LONGEST);
}

function endOfLines(text: string, from: number): number {
  let line = from;
  for (let count = 0; count < MOST_LINES && line >= 0; count += 1) line = text.indexOf('\n', line + 1);
  return line < 0 ? text.length : line;
}

/** `1a2b3c4d (net: fix a leak)`: only when it reads like a subject, for `(v5.4)` and `(the cause)` stand there, too. */
function inBracket(text: string, at: number): QuotedSubject | undefined {
  OPENING_BRACKET.lastIndex = at;
  if (!OPENING_BRACKET.test(text)) return undefined;
  const from = OPENING_BRACKET.lastIndex;
  const inner = IN_BRACKET.exec(text.slice(from, Math.min(endOfLines(text, from), from + LONGEST + 1)))?.[1];
  if (inner === undefined || (!/:\s/.test(inner) && inner.split(/\s+/).length < 4)) return undefined;
  const to = from + inner.length;
  return build(text, { at: [from, to], end: to + 1, quoted: false, closed: true });
}

function toLineEnd(text: string, at: number): QuotedSubject | undefined {
  LINE.lastIndex = at;
  const found = LINE.exec(text);
  if (found === null) return undefined;
  const end = LINE.lastIndex;
  const from = end - found[1].length;
  return build(text, { at: [from, from + found[1].trimEnd().length], end, quoted: false, closed: true });
}

type Parts = Omit<QuotedSubject, 'text'> & { readonly at: readonly [number, number] };

function build(text: string, parts: Parts): QuotedSubject | undefined {
  const said = joinLines(text.slice(parts.at[0], parts.at[1]));
  return /[\p{L}\p{N}]/u.test(said) ? { text: said, ...parts } : undefined;
}

/** One line of a wrapped text. */
const joinLines = (text: string): string =>
  text
    .replace(/[ \t]*\r?\n[ \t>]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
