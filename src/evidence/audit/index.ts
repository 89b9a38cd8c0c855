import { findMissingFollowUps } from './follow-ups.ts';
import { findGaps } from './gaps.ts';
import type { AuditFinding, AuditKind, AuditQuestion } from './types.ts';

export type { AuditFinding, AuditKind, AuditQuestion } from './types.ts';
export { lastPickTimes } from './gaps.ts';
export { buildCommands, daysSince, sayFinding } from './say.ts';
export { listTaken } from './standing.ts';

const ORDER: readonly AuditKind[] = ['reverted upstream', 'missing fix', 'gap', 'newer lacks it'];

/**
 * Everything amiss with what a branch took, from the history alone, worst first: by kind, what is sure before what only a sentence says,
 * what many branches have before what few have, and what has been so for longest.
 */
export function auditBranch(question: AuditQuestion): readonly AuditFinding[] {
  const followUps = findMissingFollowUps(question);
  const named = new Set(followUps.map(({ row }) => row));
  const gaps = findGaps(question).filter(({ kind, row }) => kind !== 'gap' || !named.has(row));
  return [...followUps, ...gaps].toSorted(compareFindings);
}

const compareFindings = (a: AuditFinding, b: AuditFinding): number =>
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
  Number(a.how === 'sentence') - Number(b.how === 'sentence') ||
  b.branches.length - a.branches.length ||
  a.since - b.since ||
  a.row - b.row;
