import { proseOf } from '../nature/message.ts';
import { quoteText } from '../words.ts';

/** A message as sentences can be searched: each paragraph on one line, without trailers, logs and code. */
export interface Telling {
  /** The whole subject. */
  readonly subject: string;
  /** The subject behind its `area: part: ` prefixes. */
  readonly title: string;
  /** Flowing text of the body, one paragraph a line. */
  readonly prose: string;
  /** Subject and everything of the body but trailers, logs and traces included. */
  readonly all: string;
}

/** A log, a trace, a quotation, a listing: set in by four blanks or a tab, or behind `>`, `$` or `#`. */
const QUOTED = /^(?: {4}|\t|[>$#|] ?)/;
/** Notes of maintainers in brackets tell of the handling, not of the change. */
const NOTE = /^\[[^\]]*$|^\[.*\]$/;

/** A message longer than this is read up to here: logs of tests fill the longest ones. */
const MOST_READ = 60_000;

export function buildTelling(subject: string, body: string): Telling {
  const rest = proseOf(body.slice(0, MOST_READ));
  const lines = rest.split('\n').map((line) => (QUOTED.test(line) || NOTE.test(line) ? '' : line.trim()));
  const prose = lines.join('\n').replaceAll(/([^\n])\n(?=[^\n])/g, '$1 ');
  return { subject, title: titleOf(subject), prose, all: `${subject}\n${rest}` };
}

/** `net: mlx5: fix a leak` -> `fix a leak`. A prefix holds no blank in its last part, or is short. */
function titleOf(subject: string): string {
  const at = subject.lastIndexOf(': ', 60);
  return (at < 0 ? subject : subject.slice(at + 2)).trim();
}

/** Letters before a match that are quoted with it where its sentence is too long. */
const LEAD = 45;

/** The words around a match, from its sentence, at most `limit` characters and always with the match's beginning. */
export function quoteAround(text: string, match: RegExpExecArray, limit = 90): string {
  const from = Math.max(text.lastIndexOf('\n', match.index - 1) + 1, sentenceStart(text, match.index));
  const end = sentenceEnd(text, match.index + match[0].length);
  const isLong = match.index + match[0].length - from > limit;
  const start = isLong ? wordBefore(text, match.index, Math.min(LEAD, limit - match[0].length)) : from;
  return quoteText(text.slice(start, end), limit);
}

/** Where the first whole word begins that lies at most `lead` characters before `at`. */
function wordBefore(text: string, at: number, lead: number): number {
  if (lead <= 0) return at;
  const blank = text.slice(at - lead - 1, at).search(/\s/);
  return blank < 0 ? at : at - lead + blank;
}

/** The sentence that a match stands in. */
export const sentenceAround = (text: string, match: RegExpExecArray): string =>
  text.slice(sentenceStart(text, match.index), sentenceEnd(text, match.index + match[0].length));

function sentenceStart(text: string, at: number): number {
  for (let n = at - 1; n > 0; n -= 1) {
    const sign = text[n];
    if (sign === '\n') return n + 1;
    if ((sign === ' ' || sign === undefined) && /[.!?;]/.test(text[n - 1])) return n + 1;
  }
  return 0;
}

function sentenceEnd(text: string, at: number): number {
  for (let n = at; n < text.length; n += 1) {
    if (text[n] === '\n') return n;
    if (/[.!?;]/.test(text[n]) && (n + 1 >= text.length || /\s/.test(text[n + 1]))) return n + 1;
  }
  return text.length;
}
