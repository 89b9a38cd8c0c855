import type { TriageModel } from '../../triage/index.ts';

/** From which probability on the panel is asked. */
export interface Gate {
  readonly value: number;
  /** One line for people. */
  readonly why: string;
}

/**
 * The probability that the wished share of past takes reached, as a forest saw them that had not learned from them. Commits that
 * a stable tag asked for are not counted: nobody needs a panel for them. 0, every commit, where too few were taken to tell.
 */
export function chooseGate({ reach }: Pick<TriageModel, 'reach'>, recall: number): Gate {
  const percent = Math.min(100, Math.max(1, Math.ceil(recall * 100)));
  const value = reach[percent - 1] ?? 0;
  const share = `${percent} in 100 of the commits that were taken in the past`;
  return value === 0
    ? { value, why: `every commit is asked about: too few were taken in the past to tell what ${percent} in 100 reach` }
    : { value, why: `${share} reached ${value.toFixed(3)}` };
}
