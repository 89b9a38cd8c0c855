import type { MessageFacts, StableTrailer } from './types.ts';

const address = /\bstable(?:\+[\w.-]+)?@[\w.-]*\w/i;
const bare = /^-?stable(?=\s*(?:$|[#[(:]))/i;
const version = /(?<![\w.])v?(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)(?:\.[xy])?(?![\w])/gi;
const upTo = /(?:<=?|until|up to|before|older than)\s*$/i;
/** Characters before a version that are looked at. */
const mostBefore = 40;
const prerequisite =
  /^(?:v?(\d+\.\d+(?:\.\d+)?)(?:\.[xy])?[+-]?\s*(?:[:,]\s*)?)?(?:commit\s+)?([0-9a-f]{7,64})\b\s*(?::\s*)?([^]*)$/i;

/** `Cc: stable@…` lines with their notes, as Documentation/process/stable-kernel-rules of Linux describes them. */
export function parseStable(trailers: MessageFacts['trailers']): readonly StableTrailer[] {
  return trailers.flatMap(({ key, value }) => (key.toLowerCase() === 'cc' ? parseCc(value) : []));
}

function parseCc(value: string): StableTrailer[] {
  const match = address.exec(value) ?? bare.exec(value);
  if (match === null) return [];
  const note = noteBehind(value.slice(match.index + match[0].length));
  return [
    {
      address: match[0].toLowerCase(),
      note,
      since: oldestVersion(note),
      prerequisite: parsePrerequisite(note),
      noAutosel: /^stable\+noautosel@/i.test(match[0]),
    },
  ];
}

/** Text behind `#`, or in brackets or bare behind the address. */
function noteBehind(rest: string): string {
  const hash = rest.indexOf('#');
  const text = hash >= 0 ? rest.slice(hash + 1) : rest.replace(/^[>\s,:;."'-]+/, '');
  const note = text.replace(/^[#\s]+/, '').trim();
  const bracketed = /^[[(]([^\])]*)[\])]$/.exec(note)?.[1].trim();
  const result = bracketed ?? note;
  return hash < 0 && result.includes('@') ? '' : result;
}

function oldestVersion(note: string): string | undefined {
  const found = [...note.matchAll(version)].filter(
    (match) => !upTo.test(note.slice(Math.max(0, match.index - mostBefore), match.index)),
  );
  return found.map((match) => match[1]).sort(byVersion)[0];
}

function byVersion(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parsePrerequisite(note: string): StableTrailer['prerequisite'] {
  const match = prerequisite.exec(note);
  if (match === null) return undefined;
  const subject = (match[3] ?? '').replace(/^[:("'\s]+|(?<![)"'\s])[)"'\s]+$/g, '');
  return { id: match[2].toLowerCase(), subject: subject === '' ? undefined : subject, version: match[1] };
}
