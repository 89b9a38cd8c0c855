import type { DecidedVerdict, Verdict } from '../../panel/index.ts';
import type { Bench } from '../judge.ts';
import type { RunRecord, StepStore } from '../steps/index.ts';

/** Clocks of people who answer by mail are this wrong at most; seconds. */
const CLOCKS = 86_400;

/**
 * Verdicts of all runs on commits whose decision is known on the day of the question. A verdict that members gave when people had said
 * something about the commit already is left out: they had read the decision, and from it nobody learns how good they are.
 */
export async function readPast(
  steps: Pick<StepStore, 'listRuns' | 'loadSteps'>,
  { history, asOf }: Pick<Bench, 'history' | 'asOf'>,
): Promise<readonly DecidedVerdict[]> {
  const past = new Map<string, DecidedVerdict>();
  for (const run of (await steps.listRuns()).filter(({ question }) => question !== 'cve'))
    for await (const { sha, body } of steps.loadSteps(run.id, 'verdict')) {
      const row = history.rowOf(sha);
      if (row === undefined || history.reviews(row, askedBy(run)).length > 0) continue;
      const { triage, yesShare } = body as Verdict;
      past.set(sha, { triage, yesShare, decision: history.decision(row, asOf) });
    }
  return [...past.values()];
}

/** A run that is not finished may have asked at any time. */
const askedBy = ({ finishedAt }: RunRecord): number => (finishedAt === undefined ? Infinity : finishedAt + CLOCKS);
