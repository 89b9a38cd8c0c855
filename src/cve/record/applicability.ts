import { isFixed, isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import { listBranchRanges } from './branch-ranges.ts';
import type { BranchRange } from './branch-ranges.ts';
import { listUnfixed } from './stable-pairs.ts';
import type { CnaContainer, CpeMatch } from './types.ts';

/** Ranges of releases by the name of the product in the CPE dictionary. */
export const buildApplicability = (pairs: readonly Pair[], template: Template): CnaContainer['cpeApplicability'] => {
  const matches = listSpans(pairs, template).map((span) => matchOf(span, template.product.cpe));
  return [{ nodes: [{ operator: 'OR', negate: false, cpeMatch: matches }] }];
};

type Span = Pick<BranchRange, 'from' | 'before'>;

const listSpans = (pairs: readonly Pair[], { ranges, versions }: Template): readonly Span[] =>
  ranges === undefined
    ? [...pairs.filter((pair) => isFixed(pair) && isOpen(pair)), ...listUnfixed(pairs, versions)].map(
        ({ introduced, fixed }) => ({ from: introduced?.version, before: fixed?.version }),
      )
    : listBranchRanges(pairs, versions);

const matchOf = ({ from, before }: Span, criteria: string): CpeMatch => ({
  vulnerable: true,
  criteria,
  ...(from === undefined ? {} : { versionStartIncluding: from }),
  ...(before === undefined ? {} : { versionEndExcluding: before }),
});
