import type { MessageFacts } from './types.ts';

type Trailer = MessageFacts['trailers'][number];

const trailerLine = /^([A-Za-z][A-Za-z0-9-]*|Bugzilla ID|Coverity issue|Coverity ID)[ \t]*:(?:[ \t]+(\S.*))?$/i;

/** Keys that count wherever they begin a line; any other key counts in the last paragraph alone. */
const wellKnown =
  /^(?:[a-z-]+-(?:by|to|on|id|off|from)|cc|fixes|link|links|closes|bug|bugs|bugzilla|bugzilla id|buglink|coverity issue|coverity id|references|change-id|message-id|syzbot|cve|release)$/i;

/** A trailer never spans more lines than this; an indented text block behind one is prose. */
const mostLines = 6;

/** Trailers in order, keys as written, a value that goes on in indented lines joined by single spaces. */
export function parseTrailers(body: string): readonly Trailer[] {
  const lines = body.split('\n');
  const lastParagraph = startOfLastParagraph(lines);
  const trailers: Trailer[] = [];
  for (let at = 0; at < lines.length; at++) {
    const match = trailerLine.exec(lines[at].trimEnd());
    const key = match?.[1];
    if (key === undefined || (at < lastParagraph && !wellKnown.test(key))) continue;
    const end = endOfValue(lines, at);
    const folded = lines.slice(at + 1, end).map((line) => line.trim());
    const value = [match?.[2] ?? '', ...folded].join(' ').trim();
    if (value !== '') trailers.push({ key, value });
    at = end - 1;
  }
  return trailers;
}

function endOfValue(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && end - at < mostLines && /^[ \t]+\S/.test(lines[end])) end++;
  return end;
}

function startOfLastParagraph(lines: readonly string[]): number {
  let at = lines.length;
  while (at > 0 && lines[at - 1].trim() === '') at--;
  while (at > 0 && lines[at - 1].trim() !== '') at--;
  return at;
}
