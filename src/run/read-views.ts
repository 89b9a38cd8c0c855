import { UnjudgeableError } from '../errors.ts';
import { parseMessage, parsePatch, type Patch, type Sha } from '../git/index.ts';
import {
  compileMaintainers,
  parseMaintainers,
  type ChangeView,
  type MaintainersView,
  type PatchView,
} from '../evidence/index.ts';
import type { History } from '../history/index.ts';
import { throwIfStopped } from './stop.ts';
import type { Workspace } from './workspace.ts';

/** Bytes of a patch that are read line by line; what is longer is judged by its size and its message. */
const MOST_BYTES = 512 * 1024;

/** What the index does not keep of a row's commit. */
export type ChangeReader = (row: number) => ChangeView;

/** Reads messages, patches and the list of maintainers from git, for the rows alone. */
export async function readChanges(
  workspace: Workspace,
  { history, asOf, rows }: { readonly history: History; readonly asOf: number; readonly rows: readonly number[] },
): Promise<ChangeReader> {
  const views = await readViews(workspace, history, rows);
  const maintainers = rows.length === 0 ? undefined : await readMaintainers(workspace, history, asOf);
  return (row) => ({ view: views.get(row), maintainers });
}

/** Messages and patches of commits, by row. A commit that cannot be read has no entry, a patch that cannot be read is undefined. */
async function readViews(
  { repository, signal }: Workspace,
  history: History,
  rows: readonly number[],
): Promise<ReadonlyMap<number, PatchView>> {
  const shas = rows.flatMap((row) => history.commits[row]?.sha ?? []);
  const patches = new Map<Sha, Patch>();
  for await (const read of repository.patches(shas, { maxBytes: MOST_BYTES })) {
    throwIfStopped(signal);
    if (read.kind === 'patch') patches.set(read.sha, parsePatch(read.bytes, read.cut));
  }
  const views = new Map<number, PatchView>();
  for await (const commit of repository.commits(shas)) {
    const row = history.rowOf(commit.sha);
    if (commit.kind !== 'commit' || row === undefined) continue;
    const { subject, body, sha } = commit;
    const source = { message: `git show -s ${sha.slice(0, 12)}`, diff: `git show ${sha.slice(0, 12)}` };
    views.set(row, { subject, body, facts: parseMessage(subject, body), patch: patches.get(sha), source });
  }
  return views;
}

const FILE = 'MAINTAINERS';

/** The project's list of maintainers as mainline had it on the day; undefined where there is none, or it is not in this repository. */
async function readMaintainers(
  { repository }: Workspace,
  history: History,
  asOf: number,
): Promise<MaintainersView | undefined> {
  const { to } = history.between(0, asOf + 1);
  const sha = history.commits[to - 1]?.sha;
  if (sha === undefined) return undefined;
  try {
    const bytes = await repository.file(sha, FILE);
    const entries = parseMaintainers(bytes?.toString('utf8') ?? '');
    if (entries.length === 0) return undefined;
    return { index: compileMaintainers(entries), place: `${sha.slice(0, 12)}:${FILE}` };
  } catch (error) {
    if (error instanceof UnjudgeableError) return undefined;
    throw error;
  }
}
