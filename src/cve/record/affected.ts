import { isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import { isMainline } from '../version.ts';
import type { VersionScheme } from '../version.ts';
import { listBranchRanges, renderBranchRange } from './branch-ranges.ts';
import { listCommitRanges, listPairRanges } from './commit-ranges.ts';
import { listVersionRanges } from './version-ranges.ts';
import type { AffectedProduct, AffectedStatus, AffectedVersion } from './types.ts';

/** The product twice: ranges of commits, and what is true of its releases. */
export const buildAffected = (
  pairs: readonly Pair[],
  paths: readonly string[],
  template: Template,
): AffectedProduct[] => {
  const product = (defaultStatus: AffectedStatus, versions: readonly AffectedVersion[]): AffectedProduct => ({
    product: template.product.name,
    vendor: template.product.vendor,
    defaultStatus,
    repo: template.product.repository,
    programFiles: paths,
    ...(versions.length > 0 ? { versions } : {}),
  });
  if (template.ranges !== undefined) {
    const releases = listBranchRanges(pairs, template.versions).map(renderBranchRange);
    return [product('unaffected', listPairRanges(pairs, template)), product('unaffected', releases)];
  }
  const standing = judgeReleases(pairs, template.versions);
  return [
    product('unaffected', listCommitRanges({ pairs, standing, template })),
    product(standing, listVersionRanges({ pairs, standing, scheme: template.versions })),
  ];
};

/** Releases are affected unless listed when nobody knows the beginning, or when a mainline release had the fault. */
const judgeReleases = (pairs: readonly Pair[], scheme: VersionScheme): AffectedStatus => {
  const unless = pairs.some((pair) => {
    if (pair.introduced === undefined) return true;
    return isMainline(pair.introduced.version, scheme) && isOpen(pair);
  });
  return unless ? 'affected' : 'unaffected';
};
