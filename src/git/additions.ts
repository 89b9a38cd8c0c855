import { buildPathArgument } from './argument.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "When did each file of a folder come?" */
export interface AdditionsRequest {
  readonly revision: Sha;
  readonly folder: string;
}

/** Separates commits; names hold no control characters unless they are odd, and odd ones are passed over. */
const MARK = '\u0001';

/**
 * By path the committer time (seconds since 1970) of the commit that added a file, the first one where it came more than once. A file that
 * was moved into the folder counts as added then. Reads the whole history of the folder once.
 */
export async function readAdditions(
  git: Git,
  { revision, folder }: AdditionsRequest,
): Promise<ReadonlyMap<string, number>> {
  const output = await git.read([
    ...['log', '--no-renames', '--diff-filter=A', '--name-only', '--no-show-signature', '--no-color'],
    ...['--no-ext-diff', '--no-textconv', '-z', `--format=tformat:%x01%ct`, parseSha(revision), '--'],
    buildPathArgument(folder),
  ]);
  const times = new Map<string, number>();
  for (const part of output.toString('utf8').split(MARK)) {
    const [time = '', ...names] = part.split(/[\0\n]+/);
    const seconds = Number(time);
    if (time === '' || !Number.isSafeInteger(seconds)) continue;
    // Newest first: what is seen last was first.
    for (const name of names) if (name !== '') times.set(name, seconds);
  }
  return times;
}
