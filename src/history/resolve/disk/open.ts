import { join } from 'node:path';
import type { CommitLines, Sha } from '../../../git/index.ts';
import { buildColumns } from '../columns.ts';
import { renderFile } from '../layout.ts';
import type { CommitTable } from '../types.ts';
import { findGitDir } from './git-dir.ts';
import { readStamp } from './stamp.ts';
import { loadTableFile, openTableBytes, openTableFile, saveTableFile } from './table-file.ts';
import { sayWhy } from '../../../words-of-errors.ts';

export interface OpenTableRequest {
  /** A folder in the repository. */
  readonly dir: string;
  /** Where the index of that repository is kept, by its common git directory. */
  readonly chooseFolder: (gitDir: string) => string;
  /** The mainline that the person named. */
  readonly mainline: string | undefined;
  /** Read the file at once: for many questions. */
  readonly whole: boolean;
  /** Neither read nor write a file. */
  readonly unsaved: boolean;
  readonly signal?: AbortSignal;
  /** Told when commits are read, and when the index cannot be saved. */
  readonly note: (text: string) => void;
}

/** An index that is up to date, found without starting git; undefined when there is none. */
export function openFreshTable(request: OpenTableRequest): CommitTable | undefined {
  if (request.unsaved) return undefined;
  const gitDir = findGitDir(request.dir);
  if (gitDir === undefined) return undefined;
  const found = openTableFile(pathOf(request, gitDir), request);
  if (found === undefined || found.stamp === readStamp(gitDir)) return found?.table;
  found.close();
  return undefined;
}

/** The index, made or brought up to date first. UsageError when `dir` lies in no repository. */
export async function openTable(request: OpenTableRequest): Promise<CommitTable> {
  const fresh = openFreshTable(request);
  return fresh ?? withLines(request, (lines) => updateTable(request, lines));
}

async function updateTable(request: OpenTableRequest, lines: CommitLines): Promise<CommitTable> {
  const { updateColumns } = await import('../update.ts');
  const { realpathSync } = await import('node:fs');
  const gitDir = realpathSync(lines.gitDir);
  const path = pathOf(request, gitDir);
  const stamp = readStamp(gitDir);
  const stored = request.unsaved ? undefined : loadTableFile(path);
  if (stored === undefined) request.note('reading ids and subjects of all commits, once');
  const updated = await updateColumns(lines, stored, request.mainline);
  const file = renderFile(updated.columns, { stamp, state: updated.state });
  if (!request.unsaved) trySave(request, path, file);
  return openTableBytes(file);
}

/** An answer is worth more than a saved index: a full or closed disk is only told. */
function trySave(request: OpenTableRequest, path: string, file: Buffer): void {
  try {
    saveTableFile(path, file);
  } catch (error) {
    request.note(`the index of ids is not saved: ${sayWhy(error)}`);
  }
}

/**
 * The commits of one short id, straight from git: for a single question where there is no index. Undefined when that
 * does not do: other digits are needed, or one of them may be a stable copy.
 */
export async function openSmallTable(request: OpenTableRequest, digits: string): Promise<CommitTable | undefined> {
  if (digits.length < 4) return undefined;
  return withLines(request, async (lines) => {
    const { readMainline } = await import('../update.ts');
    const [commits, mainline] = await Promise.all([lines.withPrefix(digits), readMainline(lines, request.mainline)]);
    if (commits.length === 0) return undefined;
    for (const { sha } of commits) if (!(await isOn(lines, sha, mainline))) return undefined;
    const entries = commits.map((commit) => ({ ...commit, mainline: true, elsewhere: false }));
    return openTableBytes(renderFile(buildColumns(entries, lines.idBytes), { stamp: '', state: '' }));
  });
}

async function isOn(lines: CommitLines, sha: Sha, mainline: Sha | undefined): Promise<boolean> {
  return mainline !== undefined && lines.isAncestor(sha, mainline);
}

async function withLines<Answer>(
  { dir, signal }: OpenTableRequest,
  work: (lines: CommitLines) => Promise<Answer>,
): Promise<Answer> {
  const { openCommitLines } = await import('../../../git/commit-lines.ts');
  const lines = await openCommitLines(dir, signal);
  try {
    return await work(lines);
  } finally {
    await lines.close();
  }
}

/** A named mainline gives other answers: an index of its own. */
function pathOf({ chooseFolder, mainline }: OpenTableRequest, gitDir: string): string {
  const suffix = mainline === undefined ? '' : `-${Buffer.from(mainline).toString('hex').slice(0, 120)}`;
  return join(chooseFolder(gitDir), `resolve${suffix}.idx`);
}
