import type { Sha } from '../../git/index.ts';
import type { Desk } from './desk.ts';
import { quoted, right, short, unknown, wrong } from './say.ts';
import { linesWith, type SqueezedLines } from './squeeze.ts';
import type { Outcome } from './types.ts';
import { plural } from '../../plural.ts';

/** A line that is off by so many is the right one: trees differ a little, and people count from the hunk. */
const NEAR = 2;
/** Lines that a range may span; what is longer is a slip of the pen. */
const MOST_LINES = 1_000_000;

/** A path as texts write it, or undefined for one that leads out of the project or is none. */
export function parsePath(text: string): string | undefined {
  const path = text.replace(/^\.\//, '').replace(/^[ab]\/(?=\w+\/)/, '');
  if (path === '' || path.length > 300 || path.startsWith('/') || /[\p{Cc}:\\]/u.test(path)) return undefined;
  return path.split('/').some((part) => part === '' || part === '.' || part === '..') ? undefined : path;
}

/** The changed file that a path or the end of a path means; undefined when none or several. */
export function changedPath({ paths, patch }: Desk, path: string): string | undefined {
  if (paths.includes(path)) return path;
  const ends = (patch?.files ?? [])
    .map(({ newPath, oldPath }) => newPath ?? oldPath ?? '')
    .filter((known) => known.endsWith(`/${path}`));
  return ends.length === 1 ? ends[0] : undefined;
}

/** The revisions that an explanation of a commit may count lines in: after it, and before it. */
export const revisionsOf = ({ commit }: Desk): readonly Sha[] => [commit.sha, ...commit.parents.slice(0, 1)];

export interface LineClaim {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly quote: string | undefined;
}

/** Whether a file says that on that line, in one of the revisions. */
export async function checkLine(claim: LineClaim, desk: Desk, revisions: readonly Sha[]): Promise<Outcome> {
  const { path } = claim;
  const [first] = revisions;
  const source = `git show ${short(first)}:${path}`;
  if (claim.from < 1 || claim.to < claim.from || claim.to > MOST_LINES) return wrong('no file has such lines', source);
  const looked: Outcome[] = [];
  for (const revision of revisions) {
    const outcome = await checkAt(claim, desk, revision);
    if (outcome.result === 'right') return outcome;
    looked.push(outcome);
  }
  return looked.find(({ result }) => result === 'unknown') ?? looked[0] ?? unknown('no revision is known', source);
}

async function checkAt(claim: LineClaim, desk: Desk, revision: Sha): Promise<Outcome> {
  const { path, from, to, quote } = claim;
  const source = `git show ${short(revision)}:${path}`;
  const file = await desk.read(revision, path);
  if (file.kind === 'unread') return unknown(`the file could not be read: ${file.why}`, source);
  if (file.kind === 'absent') return wrong(`there is no file ${path} in ${short(revision)}`, source);
  const lines = await desk.lines(revision, path);
  if (lines === undefined) return unknown('the file could not be read', source);
  const length = countLines(lines, file.text);
  if (quote === undefined)
    return from <= length
      ? right(`the file has ${plural(length, 'line')}`, source)
      : wrong(`the file has only ${plural(length, 'line')}`, source);
  return compareLines(linesWith(lines, quote), { from, to, length, source, text: file.text });
}

const countLines = ({ starts }: SqueezedLines, text: string): number =>
  text.endsWith('\n') ? starts.length - 1 : starts.length;

interface Where {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly source: string;
  readonly text: string;
}

function compareLines(found: readonly number[], { from, to, length, source, text }: Where): Outcome {
  if (found.length === 0) {
    const reads =
      from > length
        ? `the file has only ${plural(length, 'line')}`
        : `line ${from} reads ${quoted(text.split('\n')[from - 1] ?? '', 80)}`;
    return wrong(`the words do not occur in the file; ${reads}`, source);
  }
  const off = (line: number): number => Math.max(from - line, line - to, 0);
  const nearest = found.reduce((best, line) => (off(line) < off(best) ? line : best));
  if (off(nearest) === 0) return right(`line ${nearest} says that`, source);
  if (off(nearest) <= NEAR) return right(`line ${nearest} says that, ${off(nearest)} off`, source);
  return wrong(`the words are on line ${nearest}, not ${from === to ? from : `${from}-${to}`}`, source);
}
