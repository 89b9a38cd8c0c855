import { UsageError } from '../../errors.ts';
import { openCommitLines } from '../../git/commit-lines.ts';

/** What stands before an id in the address of a commit: as named, else by where the repository was cloned from. */
export async function buildCommitUrl(named: string | undefined, dir: string): Promise<string> {
  if (named !== undefined) return named;
  const lines = await openCommitLines(dir);
  try {
    const found = commitUrlOf((await lines.remoteUrl()) ?? '');
    if (found !== undefined) return found;
  } finally {
    await lines.close();
  }
  throw new UsageError(
    'no-address',
    'the repository has no origin that tells where its commits are shown: name it with --url',
  );
}

/** `git@github.com:a/b.git` -> `https://github.com/a/b/commit/`; undefined for a place on this machine. */
function commitUrlOf(remote: string): string | undefined {
  const found =
    /^(?:(?:https?|git|ssh):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)?([\w.-]+\.\w+):\/?)([\w./~+-]+?)(?:\.git)?\/*$/.exec(
      remote,
    );
  const host = found?.[1] ?? found?.[2];
  if (found === null || host === undefined) return undefined;
  const path = found[3];
  if (/(?:^|\.)kernel\.org$/.test(host)) return `https://git.kernel.org/${path}.git/commit/?id=`;
  if (/gitlab/.test(host)) return `https://${host}/${path}/-/commit/`;
  return `https://${host}/${path}/commit/`;
}
