import { comparePlaces, isSamePlace, type PairMaterial, type Place, type PlacePair } from './place.ts';
import { lineOf, versionDistance } from './distance.ts';
import { winnowVulnerable } from './winnow.ts';

/**
 * Every fix with where its problem came in, by the rules of the kernel's CVE team: what a branch took back pairs with its
 * revert; then the same version, mainline with mainline, the same series, the nearest mainline release, the nearest one at
 * all, the oldest mainline one. What no fix was found for ends open.
 */
export function pairPlaces(material: PairMaterial): readonly PlacePair[] {
  const vulnerable = winnowVulnerable(material);
  const backIds = new Set(material.takenBack.map((pair) => pair.introduced.commit));
  const usedFixes = new Set(material.takenBack.map((pair) => pair.fixed.commit));
  const open = vulnerable.filter((place) => !backIds.has(place.commit)).toSorted(comparePlaces);
  const known = vulnerable.length > 0;
  const pairs: PlacePair[] = material.fixed
    .filter((fixed) => !usedFixes.has(fixed.commit))
    .flatMap((fixed) => (known ? pairFix(fixed, open) : [{ introduced: undefined, fixed }]));
  const closed = [...material.takenBack, ...pairs];
  return [...closed, ...open.flatMap((place) => endOpen(place, closed, material.fixed))];
}

function pairFix(fixed: Place, vulnerable: readonly Place[]): readonly PlacePair[] {
  const mainline = vulnerable.filter((place) => place.mainline);
  const same = vulnerable.find(({ version }) => version === fixed.version);
  if (same !== undefined) return [{ introduced: same, fixed }];
  const both = fixed.mainline ? mainline.filter((place) => comparePlaces(fixed, place) >= 0) : [];
  if (both.length > 0) return both.map((place) => ({ introduced: place, fixed }));
  const found =
    vulnerable.find((place) => inSameSeries(place, fixed)) ??
    nearest(fixed, mainline) ??
    mainline.at(0) ??
    nearest(fixed, vulnerable);
  return found === undefined ? [] : [{ introduced: found, fixed }];
}

const inSameSeries = (a: Place, b: Place): boolean => lineOf(a) === lineOf(b);

/** Of equally near ones the oldest. */
function nearest(fixed: Place, places: readonly Place[]): Place | undefined {
  const far = places.flatMap((place) => {
    const distance = versionDistance(place.version, fixed.version);
    return distance === undefined ? [] : [{ place, distance }];
  });
  return far.toSorted((a, b) => a.distance - b.distance).at(0)?.place;
}

/** A place that begins no pair: mended by the next mainline fix, or by none. Where it is itself a release with a fix, it is nothing. */
function endOpen(place: Place, pairs: readonly PlacePair[], fixes: readonly Place[]): readonly PlacePair[] {
  const settled = pairs.some(
    ({ introduced, fixed }) => isSamePlace(introduced, place) || fixed?.version === place.version,
  );
  if (settled) return [];
  const later = place.mainline ? fixes.filter((fix) => fix.mainline && comparePlaces(fix, place) > 0) : [];
  return [{ introduced: place, fixed: later.toSorted(comparePlaces).at(0) }];
}
