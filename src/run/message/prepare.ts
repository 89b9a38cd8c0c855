import { adviseFault, choosePrefix } from '../../message/index.ts';
import { parsePatch, readStaged } from '../../git/index.ts';
import type { Workspace } from '../workspace.ts';
import { blameChange } from './blame.ts';
import { learnFrom, openPast } from './past.ts';

/** What a person wants to know before the first word is written. */
export interface Preparation {
  readonly prefix: string | undefined;
  readonly subjectLimit: number;
  /** `id ("subject")` of the commit that made the changed lines, where that is clear. */
  readonly fault: string | undefined;
  /** The usual trailers, most frequent first. */
  readonly trailers: readonly string[];
}

/** How the message of what is staged would begin here; undefined when nothing is staged or nothing was committed before. */
export async function runPrepare(
  workspace: Workspace,
  indexFile: string | undefined,
): Promise<Preparation | undefined> {
  const { repository, signal } = workspace;
  const head = await repository.resolve('HEAD');
  const bytes = await readStaged({ dir: repository.dir, indexFile, amends: false, signal });
  if (head === undefined || bytes.length === 0) return undefined;
  const patch = parsePatch(bytes, 0);
  const learned = await learnFrom(openPast(repository, head));
  const paths = patch.files.map(({ oldPath, newPath }) => newPath ?? oldPath ?? '');
  const { best } = adviseFault(await blameChange(repository, patch, { revision: head, also: [], text: '' }), {
    text: '',
    time: undefined,
    mentioned: [],
  });
  const { keys, subjectLimit } = learned.conventions;
  const uses = [...keys.values()].toSorted((a, b) => b.count - a.count).slice(0, 6);
  return {
    prefix: choosePrefix(await learned.prefixesOf(paths))?.prefix,
    subjectLimit,
    fault: best === undefined || !keys.has('fixes') ? undefined : `${best.sha.slice(0, 12)} ("${best.subject}")`,
    trailers: uses.map(({ spelling }) => spelling),
  };
}
