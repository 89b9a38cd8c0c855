import { buildPathArgument } from './argument.ts';
import { buildNameFormat, parseNameRecords } from './name-records.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "When did each file of a folder come?" */
export interface AdditionsRequest {
  readonly revision: Sha;
  readonly folder: string;
}

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
    ...['--no-ext-diff', '--no-textconv', '-z', buildNameFormat(['%ct']), parseSha(revision), '--'],
    buildPathArgument(folder),
  ]);
  const times = new Map<string, number>();
  // Newest first: what is seen last was first.
  for (const { fields, names } of parseNameRecords(output, 1))
    for (const name of names) times.set(name, Number(fields[0]));
  return times;
}
