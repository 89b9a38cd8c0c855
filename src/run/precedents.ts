import type { Neighbour } from '../history/index.ts';
import type { Precedent } from './types.ts';

/** How many precedents a proposal shows. */
const SHOWN = 3;

/**
 * The precedents that tell a reader most: the nearest that was taken, the nearest that was not, then whatever is nearest,
 * decided ones first. In order of nearness.
 */
export function choosePrecedents(neighbours: readonly Neighbour[], shown = SHOWN): readonly Precedent[] {
  const yes = neighbours.find((near) => near.decision === 'yes');
  const no = neighbours.find((near) => near.decision === 'no');
  const decided = neighbours.filter((near) => near.decision !== 'undecided');
  const chosen = new Set([yes, no, ...decided, ...neighbours].filter((near) => near !== undefined));
  const kept = new Set([...chosen].slice(0, shown));
  return neighbours.filter((near) => kept.has(near)).map(toPrecedent);
}

export function toPrecedent({ sha, subject, decision, takenBy, because }: Neighbour): Precedent {
  return { sha, subject, decision, takenBy, because };
}
