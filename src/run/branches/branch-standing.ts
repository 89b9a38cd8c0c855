import { findWindow, lastPickTimes } from '../../evidence/index.ts';
import type { History } from '../../history/index.ts';
import type { BranchStanding } from './audit-answers.ts';
import { isoDate } from '../dates.ts';
import { plural } from '../../plural.ts';

const DAY = 86_400;
const MONTH = 30.44 * DAY;
/** The same half year after which branches get no answers unless they are named. */
const SILENT_AFTER = 180 * DAY;

export interface StandingQuestion {
  readonly history: History;
  /** Position in {@link History.branches}. */
  readonly branch: number;
  readonly asOf: number;
}

/** Whether anybody still cares for a branch: what is missing on a dead one is news of no use. */
export function tellStanding({ history, branch, asOf }: StandingQuestion): BranchStanding {
  const { [branch]: asked } = history.branches;
  const last = asked.lastTime <= asOf ? asked.lastTime : lastPickTimes(history, asOf)[branch];
  const since = Math.max(last, asked.baseTime);
  if (asOf - since > SILENT_AFTER)
    return {
      kind: 'silent',
      says: `${asked.name} is dead: nothing was committed to it since ${isoDate(since).slice(0, 10)}, for ${plural(Math.floor((asOf - since) / DAY), 'day')}`,
    };
  const window = findWindow(history, asked, asOf);
  const age = asOf - asked.baseTime;
  if (window === undefined || age < window) return { kind: 'live', says: `${asked.name} is cared for` };
  return {
    kind: 'past its window',
    says: `${asked.name} is past its time: it began ${plural(months(age), 'month')} ago, and such branches stop taking ordinary fixes after ${plural(months(window), 'month')}`,
  };
}

const months = (seconds: number): number => Math.round(seconds / MONTH);
