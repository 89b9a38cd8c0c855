import type { Addressing, BranchState, Earlier, Standing } from './types.ts';

/** What follows from everything earlier: a CVE that names the change is never given a second time; one of the same target is for a person. */
export function settleAddressing(earlier: readonly Earlier[], branches: readonly BranchState[]): Addressing {
  const withCve = earlier.filter(({ cve }) => cve !== undefined);
  const sure = withCve.filter(({ kind }) => kind !== 'same target');
  const standing: Standing = sure.length > 0 ? 'assigned' : withCve.length > 0 ? 'held' : 'new';
  const told = sure.length > 0 ? sure : withCve;
  const cves = [...new Set(told.flatMap(({ cve }) => cve ?? []))];
  return { standing, cves, earlier, branches, says: sayBranches(branches) };
}

function sayBranches(branches: readonly BranchState[]): string {
  const named = (state: BranchState['state']): readonly string[] =>
    branches.filter((each) => each.state === state).map(({ branch }) => branch);
  const done = branches.filter(({ state }) => state === 'addressed');
  const parts = [
    listAs('open in', named('open')),
    ...done.map(({ says }) => says),
    listAs('not affected:', named('not affected')),
    listAs('unknown in', named('unknown')),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

const listAs = (word: string, names: readonly string[]): string =>
  names.length === 0 ? '' : `${word} ${names.join(', ')}`;
