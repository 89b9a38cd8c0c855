import { findPresence, isPresent } from '../../evidence/index.ts';
import type { ConflictPlace } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import type { BlamedLine, Repository, Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import type { OriginPlace, Origins, Trail } from './origins.ts';

/** Conflicting files of one pick that are blamed, and changes of each. */
const BLAMED_FILES = 2;
const BLAMED_CHANGES = 8;
const TIMEOUT_MS = 10_000;

type Range = readonly [from: number, to: number];

/** Conflicting lines of one file before one commit, on one branch. */
interface Place {
  readonly trail: Trail;
  readonly path: string;
  readonly ranges: readonly Range[];
}

/**
 * For each trail the mainline commits that the branch lacks among those that wrote the conflicting lines and the lines beside them, by git's
 * blame. A file before a commit is blamed once for all branches, back to where the oldest of them began: what a newer one has of it
 * is no origin there.
 */
export async function blameTrails(place: OriginPlace, trails: readonly Trail[]): Promise<ReadonlyMap<Trail, Origins>> {
  const parents = await readParents(place.repository, new Set(trails.map(({ at }) => at)));
  const places = trails.flatMap((trail) => listPlaces(trail));
  const origins = new Map<Trail, { shas: Set<Sha>; why: string | undefined }>(
    trails.map((trail) => [trail, { shas: new Set<Sha>(), why: undefined }]),
  );
  for (const [, same] of Map.groupBy(places, ({ trail, path }) => `${trail.at} ${path}`)) {
    const revision = parents.get(same[0].trail.at);
    const lines = revision === undefined ? [] : await blamePlaces(place, revision, same);
    for (const { trail, ranges } of same) {
      const own = origins.get(trail)!;
      if (typeof lines === 'string') own.why = lines;
      else for (const sha of lackedWriters(place, trail.branch, linesIn(lines, ranges))) own.shas.add(sha);
    }
  }
  return origins;
}

async function readParents(repository: Repository, shas: ReadonlySet<Sha>): Promise<ReadonlyMap<Sha, Sha>> {
  const parents = new Map<Sha, Sha>();
  for await (const commit of repository.commits(shas))
    if (commit.kind === 'commit' && commit.parents[0] !== undefined) parents.set(commit.sha, commit.parents[0]);
  return parents;
}

const listPlaces = (trail: Trail): Place[] =>
  trail.files.slice(0, BLAMED_FILES).flatMap(({ oldPath, changes = [] }) => {
    const ranges = changes.slice(0, BLAMED_CHANGES).map(rangeOf);
    return oldPath === undefined || ranges.length === 0 ? [] : [{ trail, path: oldPath, ranges }];
  });

type Change = NonNullable<ConflictPlace['changes']>[number];

const rangeOf = ({ oldStart, oldLines }: Change): Range => [
  Math.max(1, oldStart - 1),
  oldStart + Math.max(oldLines, 1),
];

/** Why not, where it cannot be told. */
async function blamePlaces(
  { repository, history }: OriginPlace,
  revision: Sha,
  places: readonly Place[],
): Promise<readonly BlamedLine[] | string> {
  const ranges = places.flatMap((each) => each.ranges);
  try {
    const since = oldestBase(history, places);
    return await repository.blame({ path: places[0].path, revision, ranges, since, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof UnjudgeableError) return error.message;
    throw error;
  }
}

const oldestBase = (history: History, places: readonly Place[]): Sha =>
  places.map(({ trail }) => history.branches[trail.branch]).toSorted((a, b) => a.baseTime - b.baseTime)[0].base;

const linesIn = (lines: readonly BlamedLine[], ranges: readonly Range[]): readonly BlamedLine[] =>
  lines.filter(({ line }) => ranges.some(([from, to]) => from <= line && line <= to));

const lackedWriters = ({ history, asOf }: OriginPlace, branch: number, lines: readonly BlamedLine[]): readonly Sha[] =>
  lines.flatMap(({ sha, older }) => {
    const row = older ? undefined : history.rowOf(sha);
    return row === undefined || isPresent(findPresence({ history, row, branch, asOf })) ? [] : [sha];
  });
