import { isFixed, isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import { listUnfixed } from './stable-pairs.ts';
import type { CnaContainer, CpeMatch } from './types.ts';

/** Ranges of releases by the name of the product in the CPE dictionary. */
export const buildApplicability = (pairs: readonly Pair[], template: Template): CnaContainer['cpeApplicability'] => {
  const matches = [
    ...pairs.filter((pair) => isFixed(pair) && isOpen(pair)),
    ...listUnfixed(pairs, template.versions),
  ].map((pair) => matchOf(pair, template.product.cpe));
  return [{ nodes: [{ operator: 'OR', negate: false, cpeMatch: matches }] }];
};

const matchOf = ({ introduced, fixed }: Pair, criteria: string): CpeMatch => ({
  vulnerable: true,
  criteria,
  ...(introduced === undefined ? {} : { versionStartIncluding: introduced.version }),
  ...(fixed === undefined ? {} : { versionEndExcluding: fixed.version }),
});
