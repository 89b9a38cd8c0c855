import { isFixed } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import { boundAfter, isMainline, UNKNOWN_VERSION } from '../version.ts';
import type { VersionScheme } from '../version.ts';
import { listFixedInSeries, listUnfixed } from './stable-pairs.ts';
import type { AffectedStatus, AffectedVersion } from './types.ts';

/** One range of commits a pair, then the releases of stable series that the commits of mainline do not tell of. */
export const listCommitRanges = (given: {
  readonly pairs: readonly Pair[];
  readonly standing: AffectedStatus;
  readonly template: Template;
}): AffectedVersion[] => {
  const { pairs, standing, template } = given;
  const scheme = template.versions;
  return [
    ...listPairRanges(pairs, template),
    ...once([
      ...(standing === 'affected' ? [...fromTheFirst(pairs, scheme), ...withinSeries(pairs, scheme)] : []),
      ...withoutFix(pairs, scheme),
    ]),
  ];
};

export const listPairRanges = (pairs: readonly Pair[], { product }: Template): AffectedVersion[] =>
  pairs.map((pair) => commitRange(pair, product.first_commit));

/** Two commits of one release give the same range of releases. */
const once = (ranges: readonly AffectedVersion[]): AffectedVersion[] => [
  ...new Map(ranges.map((range) => [`${range.version} ${range.lessThan}`, range])).values(),
];

const commitRange = ({ introduced, fixed }: Pair, firstCommit: string): AffectedVersion => ({
  version: introduced?.commit ?? firstCommit,
  ...(fixed === undefined ? {} : { lessThan: fixed.commit }),
  status: 'affected',
  versionType: 'git',
});

const fromTheFirst = (pairs: readonly Pair[], scheme: VersionScheme): AffectedVersion[] =>
  pairs
    .filter(isFixed)
    .filter(({ introduced, fixed }) => introduced === undefined && !isMainline(fixed.version, scheme))
    .map(({ fixed }) => releases(UNKNOWN_VERSION, fixed.version));

const withinSeries = (pairs: readonly Pair[], scheme: VersionScheme): AffectedVersion[] =>
  listFixedInSeries(pairs, scheme).map(({ introduced, fixed }) => releases(introduced.version, fixed.version));

const withoutFix = (pairs: readonly Pair[], scheme: VersionScheme): AffectedVersion[] =>
  listUnfixed(pairs, scheme)
    .filter(({ introduced }) => !isMainline(introduced.version, scheme))
    .map(({ introduced }) => releases(introduced.version, boundAfter(introduced.version, scheme)));

const releases = (version: string, lessThan: string): AffectedVersion => ({
  version,
  lessThan,
  status: 'affected',
  versionType: 'semver',
});
