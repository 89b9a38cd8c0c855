import { findPresence, isPresent } from '../../evidence/index.ts';
import type { ConflictPlace } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import type { BlamedLine, BlameRequest, Repository, Sha } from '../../git/index.ts';
import type { OriginPlace, Trail } from './origins.ts';

/** Conflicting files of one pick that are blamed, and changes of each. */
const BLAMED_FILES = 4;
const BLAMED_CHANGES = 8;
const TIMEOUT_MS = 5000;

/** The mainline commits that the branch lacks among those that wrote the conflicting lines and the lines beside them, by git's blame. */
export async function blameTrail(place: OriginPlace, { at, files, branch }: Trail): Promise<Set<Sha>> {
  const { repository, history, asOf } = place;
  const [commit] = await Array.fromAsync(repository.commits([at]));
  const parent = commit?.kind === 'commit' ? commit.parents[0] : undefined;
  const found = new Set<Sha>();
  if (parent === undefined) return found;
  const since = history.branches[branch].base;
  for (const file of files.slice(0, BLAMED_FILES))
    for (const { sha, older } of await blameFile(repository, file, { revision: parent, since })) {
      const row = older ? undefined : history.rowOf(sha);
      if (row !== undefined && !isPresent(findPresence({ history, row, branch, asOf }))) found.add(sha);
    }
  return found;
}

/** Nothing where it cannot be told: then nobody is named. */
async function blameFile(
  repository: Repository,
  { oldPath, changes = [] }: ConflictPlace,
  state: Pick<BlameRequest, 'revision'> & { readonly since: Sha },
): Promise<readonly BlamedLine[]> {
  if (oldPath === undefined || changes.length === 0) return [];
  const ranges = changes
    .slice(0, BLAMED_CHANGES)
    .map(({ oldStart, oldLines }) => [Math.max(1, oldStart - 1), oldStart + Math.max(oldLines, 1)] as const);
  try {
    return await repository.blame({ path: oldPath, ranges, timeoutMs: TIMEOUT_MS, ...state });
  } catch (error) {
    if (error instanceof UnjudgeableError) return [];
    throw error;
  }
}
