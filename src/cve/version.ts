/** How a project numbers its releases: which are of mainline, which belong to a stable series. */
export interface VersionScheme {
  /** Parts of a mainline release: 2 for 6.12. */
  readonly parts: number;
  /** Beginnings whose mainline releases have one part more: Linux 2.6.39. */
  readonly longer: readonly string[];
  /** Mainline releases are written with a last part of zero: Xen 4.19.0. */
  readonly zeroIsMainline: boolean;
}

/** The version of a pair whose commit is not known, and the beginning of all versions. */
export const UNKNOWN_VERSION = '0';

const NUMBERS = /^\d+(?:\.\d+)*$/;

/** Digits and dots, or digits, dots and a suffix such as `-rc3`. */
export const isVersion = (text: string): boolean => /^\d+(?:\.\d+)*(?:-[0-9A-Za-z.]+)?$/.test(text);

/** `6.12` for 6.12 and for 6.12.7: the mainline release that a version belongs to. */
export const seriesOf = (version: string, scheme: VersionScheme): string =>
  partsOf(version).slice(0, partsIn(version, scheme)).join('.');

/** True for a release of mainline itself; false for one of a stable series and for the unknown version. */
export const isMainline = (version: string, scheme: VersionScheme): boolean => {
  const parts = partsOf(version);
  const needed = partsIn(version, scheme);
  if (parts.length === needed) return true;
  return scheme.zeroIsMainline && parts.length === needed + 1 && parts.at(-1) === '0';
};

/** The number after that of the series, as a bound that no release of the series reaches: 5.19.4 gives 5.20, 22.03.1 gives 22.04. */
export const boundAfter = (version: string, scheme: VersionScheme): string => {
  const parts = seriesOf(version, scheme).split('.');
  const last = parts.at(-1) ?? '';
  return [...parts.slice(0, -1), String(Number(last) + 1).padStart(last.length, '0')].join('.');
};

/** The first release of a series, as it is written: 6.12, and 4.19.0 where mainline ends in a zero. */
export const firstOf = (series: string, { zeroIsMainline }: VersionScheme): string =>
  zeroIsMainline ? `${series}.0` : series;

/** Negative when the first is earlier. Candidates stand before their release. */
export const compareVersions = (first: string, second: string): number => {
  const [one, two] = [partsOf(first).map(Number), partsOf(second).map(Number)];
  for (let at = 0; at < Math.max(one.length, two.length); at++) {
    const difference = (one[at] ?? 0) - (two[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(isRelease(first)) - Number(isRelease(second));
};

const isRelease = (version: string): boolean => NUMBERS.test(version);

const partsOf = (version: string): string[] => version.split('-')[0].split('.');

const partsIn = (version: string, { parts, longer }: VersionScheme): number =>
  longer.some((start) => version.startsWith(`${start}.`)) ? parts + 1 : parts;
