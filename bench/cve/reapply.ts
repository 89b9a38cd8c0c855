import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Reapplied {
  /** The fix that was reverted. */
  readonly original: string;
  /** The commit that brings it back. */
  readonly again: string;
  /** `revert`: a revert of the revert, as git writes it; `anew`: the same subject and body a second time. */
  readonly how: 'revert' | 'anew';
}

/**
 * Adds to the branch of a bare repository, for each fix, a revert of it and a commit that applies it again: every second one as a revert of the
 * revert, the others as a new commit with the old message. A merge before each revert puts the state behind the fix in place.
 */
export function reapply(repo: string, branch: string, fixes: readonly string[]): readonly Reapplied[] {
  const scratch = mkdtempSync(join(tmpdir(), 'reapply-'));
  let time = Number(git(repo, ['show', '-s', '--format=%ct', branch]));
  const commit = (given: { tree: string; parents: readonly string[]; message: string }): string => {
    time += 60;
    const parents = given.parents.flatMap((parent) => ['-p', parent]);
    const env = Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_DATE`, `${time} +0000`],
        [`GIT_${who}_NAME`, 'Test'],
        [`GIT_${who}_EMAIL`, 'test@example.org'],
      ]),
    );
    return git(repo, ['commit-tree', given.tree, ...parents], { input: given.message, env });
  };
  try {
    return fixes.map((original, at) => {
      const tip = git(repo, ['rev-parse', branch]);
      const [before, after] = [`${original}^`, original].map((from) => overlay({ repo, scratch, tip, from, original }));
      const subject = git(repo, ['show', '-s', '--format=%s', original]);
      const placed = commit({ tree: after, parents: [tip, original], message: 'Merge the state behind the fix\n' });
      const revert = commit({
        tree: before,
        parents: [placed],
        message: `Revert "${subject}"\n\nThis reverts commit ${original}.\n\nIt broke the build.\n`,
      });
      const how = at % 2 === 0 ? 'revert' : 'anew';
      const message =
        how === 'revert'
          ? `Reapply "${subject}"\n\nThis reverts commit ${revert}.\n\nThe build is mended.\n`
          : git(repo, ['show', '-s', '--format=%B', original]);
      const again = commit({ tree: after, parents: [revert], message });
      git(repo, ['update-ref', `refs/heads/${branch}`, again]);
      return { original, again, how };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The tip's tree with the files of the fix as they are at another commit. */
function overlay(given: { repo: string; scratch: string; tip: string; from: string; original: string }): string {
  const { repo, scratch, tip, from, original } = given;
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  git(repo, ['read-tree', tip], { env });
  const paths = git(repo, ['diff-tree', '-r', '--no-commit-id', '--name-only', '--no-renames', original]).split('\n');
  for (const path of paths) {
    const entry = git(repo, ['ls-tree', from, '--', path]);
    const [mode, , id] = entry.split(/[ \t]/);
    if (entry === '') git(repo, ['update-index', '--force-remove', '--', path], { env });
    else git(repo, ['update-index', '--add', '--cacheinfo', `${mode},${id},${path}`], { env });
  }
  return git(repo, ['write-tree'], { env });
}

const git = (
  repo: string,
  args: readonly string[],
  { input, env = {} }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): string =>
  execFileSync('git', ['-C', repo, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  }).trimEnd();
