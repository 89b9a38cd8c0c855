import { loadHistory } from '../history/index.ts';
import { UsageError } from '../errors.ts';
import { backtest, type BacktestProgress, type BacktestResult } from '../triage/index.ts';
import type { BacktestNumbers } from './answers.ts';
import { isoDate } from './dates.ts';
import { withIndex } from './indexing/open-index.ts';
import type { Workspace } from './workspace.ts';

export interface BacktestRequest {
  /** Commits of [since, until), seconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** With the control of shuffled decisions. */
  readonly control: boolean;
  readonly update: boolean;
}

export interface BacktestAnswer {
  readonly numbers: BacktestNumbers;
  readonly result: BacktestResult;
  readonly mainline: string;
}

const STEPS: Readonly<Record<BacktestProgress['step'], string>> = {
  measure: 'measuring',
  train: 'replaying the window',
  control: 'control with shuffled decisions',
};

/** @throws UsageError when no commit of mainline lies in the window. */
export async function runBacktest(workspace: Workspace, request: BacktestRequest): Promise<BacktestAnswer> {
  const { since, until, control } = request;
  return withIndex(workspace, { update: request.update, readOnly: true }, async (store) => {
    const history = await loadHistory(store);
    const { from, to } = history.between(since, until);
    if (to <= from)
      throw new UsageError(
        'empty-window',
        `no commit of ${history.mainline.ref} lies between ${isoDate(since)} and ${isoDate(until)}; the history ends on ${isoDate(history.end)}`,
      );
    const result = await backtest(history, {
      since,
      until,
      withoutControl: !control,
      signal: workspace.signal,
      onProgress: ({ step, done, total }) => workspace.progress({ step: STEPS[step], done, total, unit: 'quarters' }),
    });
    const { slices, within60, control: shuffled } = result;
    const numbers = { since: isoDate(since), until: isoDate(until), slices, within60, shuffled };
    return { numbers, result, mainline: history.mainline.ref };
  });
}
