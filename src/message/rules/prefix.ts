import type { PrefixHabit } from '../conventions/types.ts';
import { splitSubject } from '../subject.ts';
import type { Finding } from '../types.ts';
import { find, hasHabit, shareValue, type Context } from './context.ts';

/** Fewer earlier commits of a path say nothing against a prefix that nobody used there. */
const ENOUGH = 12;
/** From this share on one prefix is the one that a path has. */
const CLEAR = 0.5;

/** The beginning of the subject against what earlier commits of the same files and folders have. */
export function checkPrefix(context: Context, subject: string): readonly Finding[] {
  const { prefix, rest } = splitSubject(subject);
  if (prefix === undefined) return missing(context, subject);
  if (isKnown(context, prefix)) return [];
  const meant = findMeant(context, prefix);
  if (meant !== undefined)
    return [
      find('subject-prefix-spelling', 'warning', {
        line: 1,
        values: { prefix, better: meant },
        better: `${meant}: ${rest}`,
      }),
    ];
  const usual = choosePrefix(context.prefixes);
  if (usual === undefined || usual.share < CLEAR || usual.of < ENOUGH || fitsPath(context, prefix)) return [];
  const values = { prefix, better: usual.prefix, seen: `${usual.count}/${usual.of}`, path: usual.path };
  return [find('subject-prefix-unusual', 'warning', { line: 1, values, better: `${usual.prefix}: ${rest}` })];
}

function missing(context: Context, subject: string): readonly Finding[] {
  const named = context.conventions.repeated.has(subject);
  if (named || !hasHabit(context, 'prefix') || isTreeWide(context)) return [];
  const usual = choosePrefix(context.prefixes);
  const clear = usual !== undefined && usual.share >= CLEAR ? usual.prefix : undefined;
  const better = clear === undefined ? undefined : `${clear}: ${subject}`;
  const values = { ...shareValue(context, 'prefix'), better: clear ?? 'subsystem' };
  return [
    find('subject-prefix-missing', hasHabit(context, 'prefix', STRICT) ? 'error' : 'warning', {
      line: 1,
      values,
      better,
    }),
  ];
}

/** Where nearly nobody leaves it out, it is asked for. */
const STRICT = 0.97;

const MANY_FILES = 10;

/** A change of many parts has no prefix of its own: the usual first parts of what it touches are three or more, or its folders are. */
function isTreeWide({ prefixes: habits, paths = [] }: Context): boolean {
  const folders = new Set(paths.flatMap((path) => (path.includes('/') ? [path.split('/', 1)[0]] : [])));
  if (paths.length >= MANY_FILES && folders.size >= 3) return true;
  const firsts = habits.flatMap(({ counts, of }) => (counts[0] === undefined || of < 3 ? [] : [topOf(counts[0][0])]));
  return new Set(firsts).size >= 3;
}

const topOf = (prefix: string): string => firstOf(prefix).split('/')[0].toLowerCase();

const firstOf = (prefix: string): string => prefix.split(': ')[0];

/** Somebody used it for these paths, or two did anywhere; `net/mlx5, net/mlx4` and `net: mlx5` count by their first part. */
function isKnown({ prefixes, conventions }: Context, prefix: string): boolean {
  const first = firstOf(prefix);
  const here = prefixes.some(({ counts }) => counts.some(([known]) => known === prefix || firstOf(known) === first));
  if (here) return true;
  const times = conventions.prefixes.get(first) ?? 0;
  const elsewhere = prefixes.some(({ of, counts }) => of >= ENOUGH && counts.some(([, count]) => count / of >= CLEAR));
  return times >= (elsewhere ? 5 : 2);
}

/** The same letters but for case, or one that is off by a letter and in use. */
function findMeant({ prefixes, conventions }: Context, prefix: string): string | undefined {
  const first = firstOf(prefix);
  const known = new Map(
    prefixes.flatMap(({ counts }) => counts.map(([name, count]) => [firstOf(name), count] as const)),
  );
  for (const [name, count] of conventions.prefixes)
    if (count >= 5) known.set(name, Math.max(count, known.get(name) ?? 0));
  const alike = [...known].filter(([name, count]) => count >= 3 && name !== first && isNear(name, first));
  const [best] = alike.toSorted((a, b) => b[1] - a[1]);
  return best === undefined ? undefined : [best[0], ...prefix.split(': ').slice(1)].join(': ');
}

function isNear(a: string, b: string): boolean {
  const [left, right] = [fold(a), fold(b)];
  if (left === right) return true;
  if (Math.min(left.length, right.length) < 6 || /\d/.test(left + right) || Math.abs(left.length - right.length) > 1)
    return false;
  return isOneOff(left, right);
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s*([/,])\s*/g, '$1')
    .replace(/[\s_-]+/g, '-');

/** One letter more, less, other, or two neighbours changed places. */
function isOneOff(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(from, a.length - end), b.slice(from, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].toReversed().join(''));
}

/** A new part of the tree has a new prefix: it holds the name of a folder or file that is touched. */
function fitsPath({ paths = [] }: Context, prefix: string): boolean {
  const words = new Set(paths.flatMap((path) => path.toLowerCase().split(/[/._-]+/)).filter((word) => word.length > 1));
  return prefix
    .toLowerCase()
    .split(/[\s/:,._-]+/)
    .some((word) => words.has(word));
}

interface Usual {
  readonly prefix: string;
  readonly count: number;
  readonly of: number;
  readonly share: number;
  readonly path: string;
}

/** What earlier commits of the touched files, else of their folders, mostly begin with. */
export function choosePrefix(habits: readonly PrefixHabit[]): Usual | undefined {
  for (const { counts, of, path } of habits) {
    const [top] = counts;
    if (top === undefined || of < 3) continue;
    return { prefix: top[0], count: top[1], of, share: top[1] / of, path };
  }
  return undefined;
}
