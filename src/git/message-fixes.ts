import type { FixesTrailer } from './types.ts';

const start = /^[ \t]*fixes(?:[ \t]*:[ \t]*|[ \t]+(?=(?:commits?[ \t:]+)?[0-9a-f]{7,64}\b))(.*)$/i;
/** Sentences that say it: `fixes commit X`, and at the beginning of a line `Fixes a bug introduced by X`. */
const prose = [
  /\bfix(?:es|ed)?\s+commit\s+([0-9a-f]{7,64})\b(?:\s*\(\s*"([^"]*)"\s*\))?/gi,
  /^[ \t]*(?:this )?fixes\s[^.\n:]{0,80}?\b(?:introduced|caused|broken|bug|regression|problem|issue)\s+(?:by|in|with)\s+(?:commit\s+|c\/s\s+)?([0-9a-f]{7,64})\b/gim,
];
const nextId = /^[\s,;&+]*(?:and\s+)?(?:commits?:?\s+)?([0-9a-f]{7,64})(?![\w/])/i;
const openers = '"\'“”‘’`„';
const mostWrappedLines = 3;

/** Every commit that a message says it fixes, in order, each once. Bug numbers and links are no commits. */
export function parseFixes(body: string): readonly FixesTrailer[] {
  if (!/fix/i.test(body)) return [];
  const found: FixesTrailer[] = [];
  const lines = body.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const value = start.exec(lines[at].trimEnd())?.[1];
    if (value === undefined) continue;
    found.push(...parseItems(joinWrapped(value, lines, at + 1)));
  }
  for (const match of prose.flatMap((pattern) => [...body.matchAll(pattern)])) {
    found.push({ id: match[1].toLowerCase(), subject: clean(match[2] ?? ''), raw: match[0].trim() });
  }
  return unique(found);
}

/** Joins lines until the quote that the value opens is closed again. */
function joinWrapped(value: string, lines: readonly string[], from: number): string {
  let joined = value.trim();
  for (let at = from; at < lines.length && at < from + mostWrappedLines; at++) {
    const line = lines[at].trim();
    const bare = /^(?:commits?:?\s*)?(?:[0-9a-f]{7,64})?[,;]?$/i.test(joined);
    const goesOn = isOpen(joined) || (bare && /^(?:[0-9a-f]{7,64}\b|[("“])/i.test(line));
    if (line === '' || !goesOn || /^[A-Z][\w-]*:\s/.test(line)) break;
    joined = `${joined} ${line}`;
  }
  return joined;
}

function isOpen(text: string): boolean {
  const paren = text.lastIndexOf('(');
  const quoted = /\(\s*["“'‘`]/.exec(text.slice(Math.max(paren, 0)));
  if (text.endsWith(',')) return true;
  if (quoted !== null) return !/["”'’`]\s*\)[.,;]?$/.test(text);
  return (text.match(/"/g)?.length ?? 0) === 1;
}

function parseItems(value: string): FixesTrailer[] {
  const items: FixesTrailer[] = [];
  let rest = value;
  for (let id = nextId.exec(rest); id !== null; id = nextId.exec(rest)) {
    const behind = rest.slice(id[0].length);
    const { subject, used } = parseSubject(behind);
    items.push({ id: id[1].toLowerCase(), subject, raw: value });
    rest = behind.slice(used);
  }
  if (items.length > 0) return items;
  const only = /^\(?\s*["“](.+?)["”]\s*\)?\.?$/.exec(value)?.[1];
  return only === undefined ? [] : [{ id: undefined, subject: clean(only), raw: value }];
}

/** The subject behind an id in whatever wrapping, and how far it reaches. */
function parseSubject(text: string): { readonly subject: string | undefined; readonly used: number } {
  const opening = /^\s*(?:\.\.\.)?\s*[:\-–]?\s*(\(?)\s*(["“”'‘’`„]{0,2})/.exec(text);
  const [whole = '', paren = '', quotes = ''] = opening ?? [];
  const rest = text.slice(whole.length);
  if (paren === '' && quotes === '') return parseBareSubject(text);
  const close = closeOf(rest, { paren: paren !== '', quotes: quotes.length });
  return { subject: clean(rest.slice(0, close.at)), used: whole.length + close.end };
}

/** As many quotes close as opened, so that a quote at the end of the subject stays in it. */
function closeOf(
  text: string,
  opened: { readonly paren: boolean; readonly quotes: number },
): { readonly at: number; readonly end: number } {
  const quotes = opened.quotes === 0 ? '' : `["“”'‘’\`]{1,${opened.quotes}}`;
  const next = '(?=\\s*(?:$|[.,;&#\\]]|and\\b|commit\\b|[0-9a-f]{7}))';
  const found = new RegExp(`${quotes}${opened.paren ? '(?<!\\s)\\s*\\)' : ''}${next}`).exec(text);
  return found === null
    ? { at: text.length, end: text.length }
    : { at: found.index, end: found.index + found[0].length };
}

/** `Fixes: <id> subject` and `<id>: subject`; a comma and another id begin the next item instead. */
function parseBareSubject(text: string): { readonly subject: string | undefined; readonly used: number } {
  if (nextId.test(text) || /^\s*[.,;#]/.test(text)) return { subject: undefined, used: 0 };
  return { subject: clean(text.replace(/^\s*[:\-–]\s*/, '')), used: text.length };
}

function clean(subject: string): string | undefined {
  const text = subject.replace(/\s+/g, ' ').trim();
  const end = text.endsWith(')') && !text.includes('(') ? text.slice(0, -1).trim() : text;
  const bare = openers.includes(end.at(-1) ?? ' ') && !end.slice(0, -1).includes(end.at(-1)!) ? end.slice(0, -1) : end;
  return bare === '' ? undefined : bare;
}

function unique(found: readonly FixesTrailer[]): FixesTrailer[] {
  const seen = new Set<string>();
  return found.filter(({ id, subject }) => {
    const key = id ?? `"${subject}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
