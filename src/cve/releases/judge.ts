import { isFixed } from '../pairs/index.ts';
import type { Pair, Point } from '../pairs/index.ts';
import { compareVersions, isMainline, seriesOf } from '../version.ts';
import type { VersionScheme } from '../version.ts';

/** What pairs say of one release. */
export type ReleaseStanding =
  | { readonly kind: 'open'; readonly since: Point | undefined }
  | { readonly kind: 'fixed'; readonly by: Point }
  | { readonly kind: 'never' };

/**
 * Whether a release has the fault. It does from where the fault came in, on mainline before it or in its own series, until a fix
 * that its own series or the mainline before it has. `since` is undefined where nobody knows where the fault came from.
 */
export const judgeRelease = (pairs: readonly Pair[], release: string, scheme: VersionScheme): ReleaseStanding => {
  const line: Line = { release, scheme };
  const fixes = pairs.filter(isFixed).filter(({ fixed }) => has(line, fixed.version));
  const openings = pairs.filter(({ introduced }) => introduced === undefined || has(line, introduced.version));
  if (openings.length === 0) return { kind: 'never' };
  const last = newest(fixes.map(({ fixed }) => fixed));
  if (last === undefined)
    return { kind: 'open', since: newest(openings.flatMap(({ introduced }) => introduced ?? [])) };
  const again = openings.find(({ introduced }) => comesAgain(introduced, pairs, line));
  return again === undefined ? { kind: 'fixed', by: last } : { kind: 'open', since: again.introduced };
};

interface Line {
  readonly release: string;
  readonly scheme: VersionScheme;
}

/** The release has what came with `version`: an earlier or the same one of its series, or the mainline that the series starts at. */
const has = ({ release, scheme }: Line, version: string): boolean => {
  const series = seriesOf(release, scheme);
  if (isMainline(version, scheme)) return compareVersions(seriesOf(version, scheme), series) <= 0;
  return seriesOf(version, scheme) === series && compareVersions(version, release) <= 0;
};

/** The fault came after every fix that the release has: none of them is of that pair or later. */
const comesAgain = (introduced: Point | undefined, pairs: readonly Pair[], line: Line): boolean => {
  if (introduced === undefined) return false;
  return !pairs.some(
    ({ fixed }) =>
      fixed !== undefined && has(line, fixed.version) && compareVersions(fixed.version, introduced.version) >= 0,
  );
};

const newest = (points: readonly Point[]): Point | undefined =>
  points.toSorted((a, b) => compareVersions(b.version, a.version))[0];
