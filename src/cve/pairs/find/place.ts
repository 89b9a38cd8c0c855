import type { Point } from '../types.ts';
import { compareVersions } from '../../version.ts';

/** A commit and the first release with it, as the repository knows them. */
export interface Place extends Point {
  readonly mainline: boolean;
  /** Orders commits of one release: a later commit has the larger number. */
  readonly order: number;
}

/** Where something came in and what mended it; undefined: unknown, or not mended there. */
export interface PlacePair {
  readonly introduced: Place | undefined;
  readonly fixed: Place | undefined;
}

/** What pairs are made of. */
export interface PairMaterial {
  /** The given fixes and all copies of them that still stand. */
  readonly fixed: readonly Place[];
  /** Named as the first vulnerable ones: given by a person, or what a revert takes back. */
  readonly named: readonly Place[];
  /** What Fixes: lines or {@link PairMaterial.named} lead to, copies included. */
  readonly vulnerable: readonly Place[];
  /** A copy of the vulnerable commit that its own branch took back: vulnerable and mended there, by that revert. */
  readonly takenBack: readonly { readonly introduced: Place; readonly fixed: Place }[];
}

export const comparePlaces = (a: Place, b: Place): number => compareVersions(a.version, b.version) || a.order - b.order;

export const isSamePlace = (a: Place | undefined, b: Place | undefined): boolean =>
  a?.commit === b?.commit && a?.version === b?.version;

/** Each place once, the first of equal ones. */
export const uniquePlaces = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((place) => [`${place.version}:${place.commit}`, place])).values(),
];
