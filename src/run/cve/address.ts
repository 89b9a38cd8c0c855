import {
  findEarlier,
  indexEarlier,
  settleAddressing,
  standOnBranches,
  type Addressing,
  type EarlierIndex,
  type PlacedCves,
  type SeenRemoval,
} from '../../cve/index.ts';
import { readChange } from '../../evidence/index.ts';
import type { Sha } from '../../git/index.ts';
import { answerFor, type Bench } from '../judge.ts';
import { readChanges } from '../read-views.ts';
import type { Workspace } from '../workspace.ts';
import { findRemoval } from './removals.ts';

/** Commits whose vulnerability may be addressed already. */
export interface AddressTask {
  readonly bench: Bench;
  readonly cves: PlacedCves;
  readonly rows: readonly number[];
  /** The stable commit that was asked about, by row. */
  readonly asked: ReadonlyMap<number, Sha>;
}

/** For each row what addressed its vulnerability before, and how it stands on every branch of the bench. */
export async function readAddressing(
  workspace: Workspace,
  task: AddressTask,
): Promise<ReadonlyMap<number, Addressing>> {
  const { bench, cves, rows, asked } = task;
  const index = indexEarlier(bench.history);
  const functionsOf = await readFunctions(workspace, task, index);
  const found = new Map<number, Addressing>();
  for (const [at, row] of rows.entries()) {
    workspace.progress({ step: 'what is addressed already', done: at, total: rows.length, unit: 'commits' });
    const question = { index, cves, row, asOf: bench.asOf, functionsOf, asked: asked.get(row) };
    const earlier = findEarlier(question);
    const answers = answerFor(bench, row);
    const removals = await readRemovals(workspace, bench, row);
    const { history, asOf } = bench;
    found.set(row, settleAddressing(earlier, standOnBranches({ history, row, asOf, answers, earlier, removals })));
  }
  return found;
}

/** Functions that the rows and the other fixes of their targets change. */
async function readFunctions(
  workspace: Workspace,
  { bench, cves, rows }: AddressTask,
  index: EarlierIndex,
): Promise<(row: number) => readonly string[] | undefined> {
  const { history, asOf } = bench;
  const others = rows.flatMap((row) =>
    findEarlier({ index, cves, row, asOf }).flatMap(({ kind, by }) =>
      kind === 'same target' && by !== undefined ? (history.rowOf(by) ?? []) : [],
    ),
  );
  const wanted = others.length === 0 ? [] : [...new Set([...rows, ...others])];
  const changes = await readChanges(workspace, { history, asOf, rows: wanted });
  const functions = new Map(
    wanted.map((row) => {
      const { view } = changes(row);
      return [row, view === undefined ? undefined : readChange(view).diff?.functions] as const;
    }),
  );
  return (row) => functions.get(row);
}

/** Where a branch has files of the fix but not its lines, what took them out. */
async function readRemovals(
  { repository, signal }: Workspace,
  { history, onto, observe }: Bench,
  row: number,
): Promise<ReadonlyMap<string, SeenRemoval>> {
  const removals = new Map<string, SeenRemoval>();
  for (const name of onto) {
    const seen = observe?.(
      row,
      history.branches.findIndex((branch) => branch.name === name),
    );
    if (seen?.images?.kind !== 'none') continue;
    const removal = await findRemoval({ repository, sha: history.commits[row].sha, tip: seen.tip, signal });
    if (removal !== undefined) removals.set(name, removal);
  }
  return removals;
}
