import type { Passage } from './types.ts';

/** Longer stretches are cut, at an empty line where there is one. */
const MAX_LINES = 120;
/** Shorter ones go with what follows, if that is deeper or as deep. */
const MIN_LINES = 4;

interface Heading {
  /** Line of the heading, from 0. */
  readonly at: number;
  readonly level: number;
  readonly text: string;
}

/** The passages of a document in the markup of Markdown, reStructuredText, or none. */
export function splitDocument(path: string, text: string): Passage[] {
  const lines = text.split(/\r?\n/);
  const headings = findHeadings(lines);
  const starts = [...(headings[0]?.at === 0 ? [] : [0]), ...headings.map(({ at }) => at)];
  return joinShort(starts, lines.length).flatMap(([from, to]) =>
    cutLong(lines, from, to).flatMap(([first, end]): Passage[] => {
      const body = lines.slice(first, end).join('\n').trimEnd();
      if (body.trim() === '') return [];
      return [
        { path, from: first + 1, to: first + body.split('\n').length, heading: headingAt(headings, first), text: body },
      ];
    }),
  );
}

/** Ranges [from, to) of the stretches, short ones joined with the next. */
function joinShort(starts: readonly number[], end: number): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  starts.forEach((from, at) => {
    const to = starts[at + 1] ?? end;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] - last[0] < MIN_LINES) last[1] = to;
    else ranges.push([from, to]);
  });
  return ranges;
}

function cutLong(lines: readonly string[], from: number, to: number): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let first = from;
  while (to - first > MAX_LINES) {
    let end = first + MAX_LINES;
    for (let at = end; at > first + MAX_LINES / 2; at--)
      if (lines[at - 1].trim() === '') {
        end = at;
        break;
      }
    ranges.push([first, end]);
    first = end;
  }
  return [...ranges, [first, to]];
}

/** The chain of headings that a line (from 0) stands under. */
function headingAt(headings: readonly Heading[], line: number): string {
  const chain: Heading[] = [];
  for (const heading of headings) {
    if (heading.at > line) break;
    while (chain.length > 0 && chain.at(-1)!.level >= heading.level) chain.pop();
    chain.push(heading);
  }
  return chain.map(({ text }) => text).join(' > ');
}

const UNDERLINE = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/;
const FENCE = /^\s*```/;
/** Where no title stands above it; else it is an underline. */
const TILDES = /^\s*~~~/;

/** Markdown's `#`, and lines that are underlined: their levels count by the order in which the signs appear. */
function findHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  const signs: string[] = [];
  let code = false;
  lines.forEach((line, at) => {
    const empty = code || (lines[at - 1] ?? '').trim() === '';
    if (FENCE.test(line) || (empty && TILDES.test(line))) code = !code;
    if (code) return;
    const hash = /^(#{1,6})\s+(\S.*?)\s*#*$/.exec(line);
    if (hash !== null) headings.push({ at, level: hash[1].length, text: hash[2] });
    const sign = UNDERLINE.exec(lines[at + 1] ?? '')?.[1];
    if (sign === undefined || !isTitle(lines, at)) return;
    const overlined = UNDERLINE.exec(lines[at - 1] ?? '')?.[1] === sign;
    const kind = overlined ? `${sign}${sign}` : sign;
    if (!signs.includes(kind)) signs.push(kind);
    headings.push({ at: overlined ? at - 1 : at, level: signs.indexOf(kind) + 1, text: line.trim() });
  });
  return headings;
}

/** A line of words that is about as long as what is under it, and begins a paragraph. */
function isTitle(lines: readonly string[], at: number): boolean {
  const line = lines[at].trim();
  const before = (lines[at - 1] ?? '').trim();
  return (
    /\w/.test(line) &&
    line.length <= 120 &&
    lines[at + 1].trim().length >= line.length - 2 &&
    (before === '' || UNDERLINE.test(before))
  );
}
