import { TAKING } from '../evidence/index.ts';
import type { SelectedCommit } from './types.ts';

/** Whether some branch takes it now. Of the others nobody can tell; where no branch was asked about, none can be named. */
export const isWanted = ({ branches }: Pick<SelectedCommit, 'branches'>): boolean =>
  branches.length === 0 || branches.some(({ answer }) => TAKING.includes(answer));
