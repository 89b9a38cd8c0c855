import { comparePlaces, type PlacePair } from './place.ts';
import { compareVersions } from '../../version.ts';

/**
 * Pairs as they are published: of one vulnerable commit the first mainline fix only, no stable fix that is older than what it
 * mends, each pair once, in order of the fix; what is not mended last.
 */
export function settlePairs(pairs: readonly PlacePair[]): readonly PlacePair[] {
  const once = [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()];
  const byOrigin = Map.groupBy(once, ({ introduced }) => introduced?.commit);
  return [...byOrigin.values()].flatMap(keepForwards).toSorted(compareByFix);
}

const keyOf = ({ introduced, fixed }: PlacePair): string => `${introduced?.commit}:${fixed?.commit}`;

function keepForwards(pairs: readonly PlacePair[]): readonly PlacePair[] {
  const first = pairs.filter(({ fixed }) => fixed?.mainline === true).toSorted(compareByFix)[0];
  return pairs.filter((pair) => {
    const { introduced, fixed } = pair;
    if (fixed === undefined) return true;
    if (fixed.mainline) return pair === first;
    return introduced === undefined || comparePlaces(introduced, fixed) <= 0;
  });
}

function compareByFix(a: PlacePair, b: PlacePair): number {
  if (a.fixed === undefined || b.fixed === undefined)
    return Number(a.fixed === undefined) - Number(b.fixed === undefined);
  const byVersion = compareVersions(a.fixed.version, b.fixed.version);
  if (byVersion !== 0) return byVersion;
  const byOrigin = a.introduced && b.introduced ? comparePlaces(a.introduced, b.introduced) : 0;
  return byOrigin || comparePlaces(a.fixed, b.fixed);
}
