/**
 * The version in a branch name as numbers: `linux-6.1.y` -> [6, 1], `v255-stable` -> [255], `22.11` -> [22, 11],
 * `stable-4.18` -> [4, 18], `REL_15_STABLE` -> [15], `REL9_6_STABLE` -> [9, 6]. Undefined when the name holds none.
 */
export function parseBranchVersion(name: string): readonly number[] | undefined {
  const found = /(?:^|[-_./]|\bv|\bREL)(?:v|r)?(\d{1,6}(?:[._]\d{1,6})*)(?![0-9a-f]{6})/i.exec(name);
  return found?.[1] === undefined ? undefined : found[1].split(/[._]/).map(Number);
}

/** Orders [5, 10] before [5, 15] before [6]. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

export interface ReleaseName {
  readonly name: string;
  readonly final: boolean;
  /** `RELEASE-4.19.0` -> [4, 19, 0]. */
  readonly version: readonly number[];
}

const RELEASE =
  /^(?:(?!for|next)[a-z][a-z_]*[-_/])?v?(\d+(?:[._]\d+)*)((?:[-._]?(?:rc|alpha|beta|pre|dev|preview|test)[-._]?\d*)?)$/i;

/**
 * A tag name that is a version: `v6.1`, `v6.1-rc3`, `RELEASE-4.9.0`, `22.11`, `v255`. Undefined for anything else. Not final:
 * -rc, alpha, beta, pre, dev.
 */
export function parseReleaseName(tag: string): ReleaseName | undefined {
  const found = RELEASE.exec(tag);
  return found === null
    ? undefined
    : { name: tag, final: found[2] === '', version: found[1].split(/[._]/).map(Number) };
}
