import type { MemberAnswer, NumberedFact } from './types.ts';

/** Facts that one member can find in one round; a bound on its tool calls is far below. */
const ROOM = 100;
const ROUNDS: readonly MemberAnswer['round'][] = ['first', 'refute', 'referee'];

/**
 * The number of the first fact that a member finds in a round. Members work side by side, and numbers are never reused for one
 * commit: each has a hundred of its own, behind those of the dossier.
 */
export const firstNumberOf = (
  dossier: readonly NumberedFact[],
  { member, round }: { readonly member: number; readonly round: MemberAnswer['round'] },
): number => {
  const most = dossier.reduce((highest, { number }) => Math.max(highest, number), 0);
  const behind = Math.ceil((most + 1) / ROOM) * ROOM;
  return behind + (member * ROUNDS.length + ROUNDS.indexOf(round)) * ROOM + 1;
};
