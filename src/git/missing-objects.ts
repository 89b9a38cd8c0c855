import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

/**
 * Why commits of a batch have no patch: their root trees or blobs are not here. Five processes for the whole batch, none
 * of which fetches. What lies deeper (a missing sub-tree, a damaged object) is left for git to die of.
 */
export async function findMissing(git: Git, batch: readonly Sha[]): Promise<ReadonlyMap<Sha, string>> {
  const trees = await readTrees(git, batch);
  const missing = await findCommits(git, { batch, idsOf: trees, filter: 'tree:0', kind: 'tree' });
  const rest = batch.filter((sha) => !missing.has(sha));
  const blobs = await readBlobs(git, rest);
  const lacking = await findCommits(git, { batch: rest, idsOf: blobs, filter: 'blob:none', kind: 'blob' });
  return new Map([...missing, ...lacking]);
}

interface Question {
  readonly batch: readonly Sha[];
  readonly idsOf: ReadonlyMap<Sha, readonly string[]>;
  /** Keeps rev-list from walking below the objects named. */
  readonly filter: string;
  readonly kind: string;
}

async function findCommits(git: Git, question: Question): Promise<Map<Sha, string>> {
  const { batch, idsOf, kind } = question;
  const asked = new Set(batch.flatMap((sha) => idsOf.get(sha) ?? []));
  const present = await findPresent(git, asked, question.filter);
  const missing = new Map<Sha, string>();
  for (const sha of batch) {
    const id = idsOf.get(sha)?.find((each) => !present.has(each));
    if (id !== undefined) missing.set(sha, `${kind} ${id} is not in this repository`);
  }
  return missing;
}

/**
 * Which of the objects are here. `cat-file --batch-check` would fetch them in a partial clone (git before 2.45 cannot be
 * told not to); `rev-list --missing` never does.
 */
async function findPresent(git: Git, ids: ReadonlySet<string>, filter: string): Promise<ReadonlySet<string>> {
  if (ids.size === 0) return new Set();
  const args = [
    'rev-list',
    '--no-walk',
    '--objects',
    '--ignore-missing',
    '--missing=allow-any',
    `--filter=${filter}`,
    '--stdin',
  ];
  const output = await git.read(args, { input: `${[...ids].join('\n')}\n` });
  return new Set(linesOf(output).map((line) => line.split(' ', 1)[0]));
}

/** Root trees of every commit and of its first parent. */
async function readTrees(git: Git, batch: readonly Sha[]): Promise<ReadonlyMap<Sha, readonly string[]>> {
  const args = ['rev-list', '--no-walk', '--ignore-missing', '--format=%H %T %P', '--stdin'];
  const output = await git.read(args, { input: batch.map((sha) => `${sha}\n${sha}^@\n`).join('') });
  const rows = linesOf(output)
    .filter((line) => !line.startsWith('commit '))
    .map((line) => line.split(' '));
  const treeOf = new Map(rows.map(([sha = '', tree = '']) => [sha, tree]));
  const found = new Map<Sha, readonly string[]>();
  for (const [sha = '', tree = '', parent = ''] of rows) {
    if (isSha(sha))
      found.set(
        sha,
        [tree, treeOf.get(parent)].filter((id) => id !== undefined),
      );
  }
  return found;
}

/** The blobs on both sides of every commit's changes. */
async function readBlobs(git: Git, batch: readonly Sha[]): Promise<ReadonlyMap<Sha, readonly string[]>> {
  const args = [
    'diff-tree',
    '--stdin',
    '-r',
    '--raw',
    '--no-renames',
    '--root',
    '--always',
    '--no-abbrev',
    '--diff-merges=first-parent',
  ];
  const { stdout } = await git.attempt(args, { input: batch.map((sha) => `${sha}\n`).join('') });
  const found = new Map<Sha, string[]>();
  let ids: string[] = [];
  for (const line of linesOf(stdout)) {
    if (isSha(line)) found.set(line, (ids = []));
    else if (line.startsWith(':')) ids.push(...blobsOf(line));
  }
  return found;
}

/** Submodules and absent sides name no blob. */
function blobsOf(line: string): string[] {
  const [oldMode, newMode, oldId, newId] = line.slice(1).split(' ', 4);
  const sides = [
    [oldMode, oldId],
    [newMode, newId],
  ] as const;
  return sides.flatMap(([mode, id]) => (id === undefined || mode === '000000' || mode === '160000' ? [] : [id]));
}

function linesOf(output: Buffer): string[] {
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}
