import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Commit } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { dayOf, plural, sayCommit, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import type { Found } from './define-tool.ts';
import { showShort } from './plain-text.ts';

const maxSame = 8;

const INPUT = z.strictObject({
  id: z.string().min(4).max(200).optional().describe('As it is written, e.g. 1a2b3c4 or "commit 1a2b3c4 upstream".'),
  subject: z.string().min(3).max(300).optional().describe('The subject that it is said to have.'),
});

export function resolveId(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'resolve_id',
    description:
      'Which commit an id means that is short, odd, of a stable copy or of another tree; with the subject that it is said to have, whether that is right. By subject alone: the commits of mainline that have it.',
    input: INPUT,
    example: { id: '1a2b3c4', subject: 'net: tun: fix a leak' },
    run: async ({ id, subject }) => {
      if (id === undefined && subject === undefined)
        throw new ToolCallError('bad-input', 'resolve_id needs an id, a subject or both');
      const digits = id === undefined ? undefined : parseDigits(id);
      const commit = digits === undefined ? undefined : await bench.day.find(digits);
      const same = subject === undefined ? [] : await findSame(bench, subject, commit);
      return answer(bench, { digits, subject, commit, same });
    },
  });
}

/** The hex digits of whatever was written. ToolCallError `bad-id`. */
function parseDigits(raw: string): string {
  const found = /(?:^|[^0-9a-z])g?([0-9a-f]{4,64})(?![0-9a-z])/i.exec(raw)?.[1];
  if (found !== undefined) return found.toLowerCase();
  throw new ToolCallError(
    'bad-id',
    `${JSON.stringify(showShort(raw, 80))} holds no commit id: give 4 to 64 hex digits, or ask by subject`,
  );
}

/** Commits of mainline with that subject that were known, the one that was found left out. */
async function findSame({ box, day }: Bench, subject: string, but: Commit | undefined): Promise<readonly Commit[]> {
  const rows = box.finder?.withSubject(unquote(subject)).slice(-maxSame) ?? [];
  const commits = await day.known(rows.map((row) => box.history.commits[row].sha));
  return commits.filter(({ sha }) => sha !== but?.sha);
}

interface Answer {
  readonly digits: string | undefined;
  readonly subject: string | undefined;
  readonly commit: Commit | undefined;
  readonly same: readonly Commit[];
}

function answer(bench: Bench, { digits, subject, commit, same }: Answer): Found {
  const others = same.length === 0 ? [] : [`with the subject "${subject}":`, ...same.map(sayCommit)];
  const noSubject =
    subject === undefined
      ? ''
      : same.length === 0
        ? ', and no commit of mainline is known with that subject'
        : `; ${plural(same.length, 'commit')} of mainline with that subject`;
  if (commit === undefined) {
    const what = digits === undefined ? `"${subject}"` : `No commit ${digits} was known on ${dayOf(bench.asOf)}`;
    const says =
      digits === undefined
        ? `${plural(same.length, 'commit')} of mainline with the subject ${what} by ${dayOf(bench.asOf)}.`
        : `${what}${noSubject}.`;
    return {
      says,
      source:
        digits === undefined ? ['git', 'log', '--oneline', '-F', `--grep=${subject}`] : ['git', 'show', '-s', digits],
      lines: others,
    };
  }
  const right = subject === undefined ? undefined : fold(subject) === fold(commit.subject);
  const contradiction =
    right === false ? `, which contradicts the given one${noSubject}` : right === true ? ', as given' : '';
  return {
    says: `${digits} is ${shortId(commit.sha)} with the subject "${commit.subject}"${contradiction}.`,
    source: ['git', 'show', '-s', shortId(commit.sha)],
    lines: [sayCommit(commit), ...sayKind(bench, commit), ...others],
  };
}

function sayKind({ history }: Bench, { sha, parents }: Commit): string[] {
  const row = history.rowOf(sha);
  if (row !== undefined) return ['it is a commit of mainline'];
  const original = history.mainlineRowOf(sha);
  if (original === undefined)
    return [parents.length > 1 ? 'it is a merge' : 'it is no commit of mainline and no known copy of one'];
  const { branch } = history.picks(original).find(({ stableSha }) => stableSha === sha) ?? {};
  const { sha: of, subject } = history.commits[original];
  return [
    `it is the copy on ${branch === undefined ? 'a stable branch' : history.branches[branch].name} of ${shortId(of)} ${subject}`,
  ];
}

/** A subject as trailers have it, in quotes and brackets, without them. */
const unquote = (subject: string): string => /^\s*\(?\s*"(.*)"\s*\)?\s*$/.exec(subject)?.[1] ?? subject.trim();
const fold = (subject: string): string => unquote(subject).replace(/\s+/g, ' ').toLowerCase();
