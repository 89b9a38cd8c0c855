import type { Sha } from '../../git/index.ts';
import type { Observation } from '../../evidence/index.ts';

/** One commit on one branch: what is known so far. */
export interface Task {
  readonly row: number;
  readonly sha: Sha;
  /** Position in `History.branches`. */
  readonly branch: number;
  seen: Observation;
}

export const taskKey = (row: number, branch: number): string => `${row} ${branch}`;
