import { plural } from '../../plural.ts';

/** Characters of one answer: what a model can be given beside its work. */
const MOST = 24_000;
/** Room for the words about what was cut. */
const RESERVE = 300;

/** Lines up to the most that one answer may hold; what was left out is said at the end. */
export function boundAnswer(text: string, rest = 'ask for less'): string {
  const clean = text
    .replace(/\r\n/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '?')
    .trimEnd();
  if (clean.length <= MOST) return clean;
  const cut = clean.lastIndexOf('\n', MOST - RESERVE);
  const shown = clean.slice(0, cut > 0 ? cut : MOST - RESERVE);
  return `${shown}\n[cut: ${plural(clean.length - shown.length, 'more character')}; ${rest}]`;
}

/** A list as JSON, one item a line, as many as fit; the number of all and where to go on stand before it. */
export function renderList(
  items: readonly unknown[],
  { offset, all }: { readonly offset: number; readonly all: number },
): string {
  const lines: string[] = [];
  let room = MOST - RESERVE;
  for (const item of items) {
    const line = JSON.stringify(item);
    room -= line.length + 1;
    if (room < 0 && lines.length > 0) break;
    lines.push(line);
  }
  const next = offset + lines.length;
  const more = next < all ? `; go on with offset ${next}` : '';
  const head = lines.length === 0 ? `none of ${all}` : `${offset + 1} to ${next} of ${all}`;
  return boundAnswer([`${head}${more}`, ...lines].join('\n'));
}
