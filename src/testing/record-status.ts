import { compareVersions, seriesOf } from '../cve/index.ts';
import type { CveRecord, VersionScheme } from '../cve/index.ts';

type Product = CveRecord['containers']['cna']['affected'][number];
type Range = NonNullable<Product['versions']>[number];

/** What the list of releases of a record says of one release, by the rules of the record format: of several ranges the last one, else the default. */
export const statusOf = ({ containers }: CveRecord, release: string, scheme: VersionScheme): string => {
  const [, { versions = [], defaultStatus }] = containers.cna.affected;
  return versions.findLast((range) => fits(range, release, scheme))?.status ?? defaultStatus;
};

/** Every status that ranges of the list give to a release: more than one contradict each other. */
export const statusesOf = ({ containers }: CveRecord, release: string, scheme: VersionScheme): readonly string[] =>
  (containers.cna.affected[1].versions ?? [])
    .filter((range) => fits(range, release, scheme))
    .map(({ status }) => status);

const fits = ({ version, lessThan, lessThanOrEqual }: Range, release: string, scheme: VersionScheme): boolean => {
  if (lessThan === undefined && lessThanOrEqual === undefined) return version === release;
  if (compareVersions(version, release) > 0) return false;
  if (lessThan !== undefined) return compareVersions(release, lessThan) < 0;
  return lessThanOrEqual === '*' || lessThanOrEqual === `${seriesOf(release, scheme)}.*`;
};

/** Whether one of the ranges of the CPE dictionary takes a release. */
export const isInCpe = ({ containers }: CveRecord, release: string): boolean =>
  containers.cna.cpeApplicability
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ cpeMatch }) => cpeMatch)
    .some(
      ({ versionStartIncluding: from, versionEndExcluding: before }) =>
        (from === undefined || compareVersions(from, release) <= 0) &&
        (before === undefined || compareVersions(release, before) < 0),
    );
