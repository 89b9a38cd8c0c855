import type { Sha } from '../../../git/index.ts';
import type { History, Pick } from '../../../history/index.ts';
import type { ReviewedLists } from './lists.ts';
import { comparePlaces, uniquePlaces, type PairMaterial, type Place } from './place.ts';

/** One commit that pairs are asked for, as the repository knows it. */
export interface PairCommit {
  readonly sha: Sha;
  /** Its row where it is a mainline commit; a stable commit stands for itself alone. */
  readonly row: number | undefined;
  /** Mainline commits that its Fixes: lines name. */
  readonly fixes: readonly number[];
  /** Mainline commits that it reverts. */
  readonly reverts: readonly number[];
}

export interface PairGround {
  readonly history: History;
  readonly lists: ReviewedLists;
  /** The first release with a commit; undefined when none has it yet. */
  readonly placeOf: (sha: Sha) => Place | undefined;
  /** The commit that took a stable commit back on its branch. */
  readonly revertOf: (stable: Sha) => Sha | undefined;
}

export interface PairQuestion {
  readonly commits: readonly PairCommit[];
  /** Commits that a person named as the first vulnerable ones; Fixes: lines do not count then. */
  readonly vulnerable: readonly PairCommit[];
}

/** Looks up what pairs are made of. */
export function collectMaterial(ground: PairGround, question: PairQuestion): PairMaterial {
  const { commits, vulnerable } = question;
  const given = vulnerable.length > 0;
  const targets = given ? [] : [...new Set(commits.flatMap(({ fixes }) => fixes))];
  const reverted = given ? [] : commits.filter(({ fixes }) => fixes.length === 0).flatMap(({ reverts }) => reverts);
  const named = given
    ? vulnerable.flatMap(({ sha }) => here(ground, sha))
    : reverted.flatMap((row) => mainline(ground, row));
  const rows = [...targets, ...reverted, ...vulnerable.flatMap(({ row }) => row ?? [])];
  return {
    fixed: sorted(commits.flatMap((commit) => findFixed(ground, commit))),
    named: sorted(named),
    vulnerable: sorted([...named, ...rows.flatMap((row) => [...mainline(ground, row), ...copies(ground, row)])]),
    takenBack: rows.flatMap((row) => findTakenBack(ground, row)),
  };
}

const sorted = (places: readonly Place[]): readonly Place[] => uniquePlaces(places.toSorted(comparePlaces));

const here = ({ placeOf }: PairGround, sha: Sha): readonly Place[] => {
  const place = placeOf(sha);
  return place === undefined ? [] : [place];
};

const mainline = (ground: PairGround, row: number): readonly Place[] => here(ground, ground.history.commits[row].sha);

/** The fix itself and its copies, less those that were taken back and those on the list of not-fixes. */
function findFixed(ground: PairGround, { sha, row }: PairCommit): readonly Place[] {
  const places = row === undefined ? here(ground, sha) : [...mainline(ground, row), ...copies(ground, row)];
  return places.filter((place) => !ground.lists.notFixes.has(place.commit));
}

/** Copies on stable branches that still stand there. */
function copies(ground: PairGround, row: number): readonly Place[] {
  const picks = ground.history.picks(row).filter((pick) => !isTakenBack(ground, row, pick));
  return picks.flatMap(({ stableSha }) => here(ground, stableSha));
}

/** True of a pick that its branch reverted, and no person said that it counts all the same. */
function isTakenBack({ history, lists, revertOf }: PairGround, row: number, pick: Pick): boolean {
  if (pick.revertedAt === undefined) return false;
  const ids = [pick.stableSha, history.commits[row].sha, revertOf(pick.stableSha)];
  return !ids.some((id) => id !== undefined && lists.notReverts.has(id));
}

function findTakenBack(ground: PairGround, row: number): PairMaterial['takenBack'] {
  const picks = ground.history.picks(row).filter((pick) => isTakenBack(ground, row, pick));
  return picks.flatMap(({ stableSha }) => {
    const revert = ground.revertOf(stableSha);
    const introduced = ground.placeOf(stableSha);
    const fixed = revert === undefined ? undefined : ground.placeOf(revert);
    return introduced === undefined || fixed === undefined ? [] : [{ introduced, fixed }];
  });
}
