import { comparePlaces, uniquePlaces, type PairMaterial, type Place } from './place.ts';

/**
 * The places that pairs begin at. Of mainline commits the oldest counts, beside those that were named; of stable commits
 * those older than it: on a younger branch the vulnerability came with mainline.
 */
export function winnowVulnerable({ vulnerable, named }: PairMaterial): readonly Place[] {
  const stable = vulnerable.filter((place) => !place.mainline);
  const oldest = vulnerable
    .filter((place) => place.mainline)
    .toSorted(comparePlaces)
    .at(0);
  if (oldest === undefined) return uniquePlaces([...stable, ...named]);
  return uniquePlaces([...named, oldest, ...stable.filter((place) => comparePlaces(oldest, place) > 0)]);
}
