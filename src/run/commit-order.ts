import { isWanted } from '../mail/index.ts';
import type { Lane, SelectedCommit } from './types.ts';

const ORDER: readonly Lane[] = [
  'proposal',
  'unsettled',
  'already there',
  'tagged for stable',
  'opted out',
  'left',
  'unread',
];

/** Proposals first, those that some branch takes before those of which nobody can tell; within a lane by probability, then by id. */
export function compareCommits(a: SelectedCommit, b: SelectedCommit): number {
  return (
    ORDER.indexOf(a.lane) - ORDER.indexOf(b.lane) ||
    (a.lane === 'proposal' ? Number(isWanted(b)) - Number(isWanted(a)) : 0) ||
    (b.probability ?? -1) - (a.probability ?? -1) ||
    (a.sha < b.sha ? -1 : 1)
  );
}
