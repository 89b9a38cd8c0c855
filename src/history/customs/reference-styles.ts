import { commonReference, type ReferenceStyle, type Repository, type Sha } from '../../git/index.ts';
import type { History, Pick } from '../types.ts';

export interface StylesQuestion {
  /** Names of branches. */
  readonly branches: readonly string[];
  /** Seconds since 1970. */
  readonly asOf: number;
}

/** Copies of a branch that are counted, the latest ones: a keeper's habit may have changed. */
export const LATEST_COPIES = 60;

/** How the latest copies on each branch name their originals. */
export async function readReferenceStyles(
  repository: Repository,
  history: History,
  { branches, asOf }: StylesQuestion,
): Promise<Readonly<Record<string, ReferenceStyle>>> {
  const copies = listCopies(history, asOf);
  const found: [string, ReferenceStyle][] = [];
  for (const name of branches) {
    const at = history.branches.findIndex((branch) => branch.name === name);
    const latest = (copies.get(at) ?? []).toSorted((a, b) => b.knownSince - a.knownSince).slice(0, LATEST_COPIES);
    const style = commonReference(
      await readBodies(
        repository,
        latest.map(({ stableSha }) => stableSha),
      ),
    );
    if (style !== undefined) found.push([name, style]);
  }
  return Object.fromEntries(found);
}

function listCopies(history: History, asOf: number): ReadonlyMap<number, readonly Pick[]> {
  const picks = history.commits.flatMap((_, row) => history.picks(row)).filter(({ knownSince }) => knownSince <= asOf);
  return Map.groupBy(picks, ({ branch }) => branch);
}

export async function readBodies(repository: Repository, shas: readonly Sha[]): Promise<readonly string[]> {
  const bodies: string[] = [];
  for await (const commit of repository.commits(shas)) if (commit.kind === 'commit') bodies.push(commit.body);
  return bodies;
}
