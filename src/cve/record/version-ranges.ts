import { isFixed, isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import { compareVersions, isMainline, seriesOf, UNKNOWN_VERSION } from '../version.ts';
import type { VersionScheme } from '../version.ts';
import { listFixedInSeries } from './stable-pairs.ts';
import type { AffectedStatus, AffectedVersion } from './types.ts';

/** What is true of releases; with the standing `affected` the list names what is not. */
export const listVersionRanges = (given: {
  readonly pairs: readonly Pair[];
  readonly standing: AffectedStatus;
  readonly scheme: VersionScheme;
}): AffectedVersion[] => {
  const { pairs, standing, scheme } = given;
  if (standing === 'unaffected')
    return listFixedInSeries(pairs, scheme).map(({ introduced, fixed }) => ({
      version: introduced.version,
      lessThan: fixed.version,
      status: 'affected',
      versionType: 'semver',
    }));
  const beginnings = listBeginnings(pairs, scheme);
  return [
    ...beginnings.map((version): AffectedVersion => ({ version, status: 'affected' })),
    ...(beginnings.length > 0 ? [beforeThe(beginnings[0])] : []),
    ...listClosings({ pairs, scheme, beginnings }),
  ];
};

/** Mainline releases that brought the fault, the earliest first. */
const listBeginnings = (pairs: readonly Pair[], scheme: VersionScheme): string[] => {
  const versions = pairs
    .filter((pair) => isOpen(pair))
    .flatMap(({ introduced }) => (introduced === undefined ? [] : [introduced.version]))
    .filter((version) => isMainline(version, scheme));
  return [...new Set(versions)].sort(compareVersions);
};

const beforeThe = (first: string): AffectedVersion => ({
  version: UNKNOWN_VERSION,
  lessThan: first,
  status: 'unaffected',
  versionType: 'semver',
});

/** Each release with a fix: its series is clean from there on; mainline until the fault comes again, or for good, which stands last. */
const listClosings = (given: {
  readonly pairs: readonly Pair[];
  readonly scheme: VersionScheme;
  readonly beginnings: readonly string[];
}): AffectedVersion[] => {
  const { pairs, scheme, beginnings } = given;
  const versions = new Set(
    pairs
      .filter(isFixed)
      .filter((pair) => isOpen(pair))
      .map(({ fixed }) => fixed.version),
  );
  const closings = [...versions].map((version): AffectedVersion => {
    if (!isMainline(version, scheme)) return closes(version, `${seriesOf(version, scheme)}.*`);
    const again = beginnings.find((beginning) => compareVersions(beginning, version) > 0);
    if (again !== undefined) return { version, lessThan: again, status: 'unaffected', versionType: 'semver' };
    return { version, lessThanOrEqual: '*', status: 'unaffected', versionType: 'original_commit_for_fix' };
  });
  return [...closings.filter((one) => !isForGood(one)), ...closings.filter(isForGood)];
};

const isForGood = ({ lessThanOrEqual }: AffectedVersion): boolean => lessThanOrEqual === '*';

const closes = (version: string, lessThanOrEqual: string): AffectedVersion => ({
  version,
  lessThanOrEqual,
  status: 'unaffected',
  versionType: 'semver',
});
