import { listFixes } from '../pairs/index.ts';
import type { Pair, Point } from '../pairs/index.ts';
import { judgeRelease } from '../releases/index.ts';
import { boundAfter, compareVersions, firstOf, isMainline, seriesOf, UNKNOWN_VERSION } from '../version.ts';
import type { VersionScheme } from '../version.ts';
import type { AffectedVersion } from './types.ts';

/** Releases of one branch, or of several in a row, that have the fault. */
export interface BranchRange {
  /** undefined: the first release of all. */
  readonly from: string | undefined;
  /** The first release behind the range; undefined: none, all later ones have the fault. */
  readonly before: string | undefined;
  /** What brought the fault with `from`; undefined: it was there before, or nobody knows. */
  readonly since: Point | undefined;
  /** What mends it in `before`; undefined: the range ends with its branch. */
  readonly fixed: Point | undefined;
}

/** Every release that has the fault by its pairs, in ranges that do not overlap; the oldest first. */
export const listBranchRanges = (pairs: readonly Pair[], scheme: VersionScheme): readonly BranchRange[] => {
  const { cuts, starts } = listCuts(pairs, scheme);
  const open: Stretch[] = [];
  for (const [at, from] of cuts.entries()) {
    if (judgeRelease(pairs, from, scheme).kind !== 'open') continue;
    const last = open.at(-1);
    const goesOn = last?.before === from && !starts.has(from);
    if (goesOn) open.splice(-1, 1, { from: last.from, before: cuts.at(at + 1) });
    else open.push({ from, before: cuts.at(at + 1) });
  }
  return open.map((stretch) => explain(stretch, pairs));
};

interface Stretch {
  readonly from: string;
  readonly before: string | undefined;
}

/** Releases at which the answer can change, in order, and those of them at which a branch with a release of its own begins or is over. */
const listCuts = (pairs: readonly Pair[], scheme: VersionScheme) => {
  const named = pairs.flatMap(({ introduced, fixed }) => [introduced, fixed].flatMap((point) => point?.version ?? []));
  const stable = named.filter((version) => !isMainline(version, scheme));
  const starts = stable.flatMap((version) =>
    [seriesOf(version, scheme), boundAfter(version, scheme)].map((series) => firstOf(series, scheme)),
  );
  const all = [UNKNOWN_VERSION, ...starts, ...named].toSorted(compareVersions);
  const cuts = all.filter((version, at) => at === 0 || compareVersions(version, all[at - 1]) !== 0);
  return { cuts, starts: new Set(starts) };
};

const explain = ({ from, before }: Stretch, pairs: readonly Pair[]): BranchRange => {
  const isSame = (one: string, other: string | undefined): boolean =>
    other !== undefined && compareVersions(one, other) === 0;
  return {
    from: from === UNKNOWN_VERSION ? undefined : from,
    before,
    since: pairs.flatMap(({ introduced }) => introduced ?? []).find(({ version }) => isSame(version, from)),
    fixed: listFixes(pairs).find(({ version }) => isSame(version, before)),
  };
};

export const renderBranchRange = ({ from, before }: BranchRange): AffectedVersion => ({
  version: from ?? UNKNOWN_VERSION,
  ...(before === undefined ? { lessThanOrEqual: '*' } : { lessThan: before }),
  status: 'affected',
  versionType: 'semver',
});
