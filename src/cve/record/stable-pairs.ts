import { isFixed, isOpen } from '../pairs/index.ts';
import type { FixedPair, Pair, Point } from '../pairs/index.ts';
import { isMainline, seriesOf } from '../version.ts';
import type { VersionScheme } from '../version.ts';

type StablePair = Pair & { readonly introduced: Point };

const cameInStable = (pair: Pair, scheme: VersionScheme): pair is StablePair =>
  pair.introduced !== undefined && !isMainline(pair.introduced.version, scheme);

/** Pairs of a stable series that got the fault by a backport and was fixed in a later release. */
export const listFixedInSeries = (pairs: readonly Pair[], scheme: VersionScheme): (StablePair & FixedPair)[] =>
  pairs.filter((pair): pair is StablePair & FixedPair => isFixed(pair) && cameInStable(pair, scheme) && isOpen(pair));

/** Pairs without a fix whose series is not fixed by another pair either. */
export const listUnfixed = (pairs: readonly Pair[], scheme: VersionScheme): StablePair[] => {
  const fixedSeries = new Set(pairs.filter(isFixed).map(({ fixed }) => seriesOf(fixed.version, scheme)));
  return pairs.filter(
    (pair): pair is StablePair =>
      pair.fixed === undefined &&
      pair.introduced !== undefined &&
      !fixedSeries.has(seriesOf(pair.introduced.version, scheme)),
  );
};
