import type { Bench } from './judge.ts';
import { readPlaces } from './mainline-order.ts';
import { findTip } from './observe/index.ts';
import { planSeries } from './series.ts';
import type { BranchSeries, SelectedCommit } from './types.ts';
import type { Workspace } from './workspace.ts';

/** For each branch that would get some of the proposals now, what to pick there and in which order. */
export async function planAllSeries(
  { repository }: Workspace,
  { history, asOf, onto }: Bench,
  proposals: readonly SelectedCommit[],
): Promise<readonly BranchSeries[]> {
  const named = proposals.flatMap(({ sha, branches }) => [
    sha,
    ...branches.flatMap(({ prerequisites, together }) => [...prerequisites, ...together]),
  ]);
  const places = await readPlaces(repository, history, named);
  const series: BranchSeries[] = [];
  for (const branch of history.branches.filter(({ name, baseTime }) => onto.includes(name) && baseTime <= asOf)) {
    const tip = await findTip(repository, branch, asOf);
    if (tip === undefined) continue;
    series.push(planSeries({ branch: branch.name, tip, proposals, placeOf: (sha) => places.get(sha) ?? Infinity }));
  }
  return series.filter(({ commits, adapt }) => commits.length + adapt.length > 0);
}
