import { parseReleaseName } from '../../../history/index.ts';

/** The version that a release tag stands for, as records write it: `6.1.5` of `v6.1.5`, `4.19.0` of `RELEASE-4.19.0`. */
export function versionOfTag(tag: string): string | undefined {
  if (parseReleaseName(tag) === undefined) return undefined;
  const at = tag.search(/(?<![a-z])v?\d/i);
  return tag.slice(at).replace(/^v/i, '').replaceAll('_', '.');
}

const numbersOf = (version: string): readonly number[] => version.replace(/-.*$/s, '').split('.').map(Number);

/** The line of releases that a version is in: `6.1` of 6.1.5 on its stable branch and of mainline's 6.1, `4.19` of 4.19.0 and 4.19.1. */
export function lineOf({ version, mainline }: { readonly version: string; readonly mainline: boolean }): string {
  const numbers = numbersOf(version);
  const own = mainline ? numbers : numbers.slice(0, -1);
  return own.slice(0, own.findLastIndex((number) => number !== 0) + 1).join('.');
}

/**
 * How far a fix is from where something came in: a hundred for each first number, one for each second. Undefined when the
 * fix has the smaller first number.
 */
export function versionDistance(introduced: string, fixed: string): number | undefined {
  const [from, to] = [numbersOf(introduced), numbersOf(fixed)];
  if (from[0] > to[0]) return undefined;
  const seconds = from.length > 1 && to.length > 1 ? Math.abs(to[1] - from[1]) : 0;
  return (to[0] - from[0]) * 100 + seconds;
}
