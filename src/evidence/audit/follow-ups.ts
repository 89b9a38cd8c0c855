import { followUpsOf, isTakenBack } from '../follow-ups.ts';
import type { FollowUp } from '../follow-ups.ts';
import { commitAt } from '../question.ts';
import { hasTwin, isAbsent, listTaken, namesHaving } from './standing.ts';
import type { Taken } from './standing.ts';
import type { AuditFinding, AuditQuestion } from './types.ts';

/**
 * What repairs or reverts something that the branch took, and is not there. Each missing commit stands once, with the newest of the commits
 * that call for it.
 */
export function findMissingFollowUps(question: AuditQuestion): readonly AuditFinding[] {
  const found = new Map<number, AuditFinding>();
  for (const taken of listTaken(question))
    for (const finding of missingFor(question, taken)) {
      const before = found.get(finding.row);
      if (before === undefined || isWorse(finding, before)) found.set(finding.row, finding);
    }
  return [...found.values()];
}

const isWorse = (finding: AuditFinding, before: AuditFinding): boolean =>
  finding.how === before.how ? finding.since > before.since : finding.how === 'reference';

function missingFor(question: AuditQuestion, taken: Taken): AuditFinding[] {
  const { history, asOf } = question;
  const followUps = followUpsOf({ history, row: taken.row, asOf });
  const undone = isTakenBack(taken.row, followUps);
  return followUps
    .filter((each) => each.depth === 1 && (each.kind === 'revert') === undone)
    .filter(({ row }) => !isTakenBack(row, followUps) && isAbsent(question, row) && !hasTwin(question, row))
    .filter((each) => each.kind === 'fix' || !isLandedAgain(question, taken.row, each.row))
    .map((each) => buildFinding(question, taken, each));
}

function buildFinding(question: AuditQuestion, { row, pick }: Taken, followUp: FollowUp): AuditFinding {
  const later = commitAt(question.history, followUp.row);
  return {
    kind: followUp.kind === 'revert' ? 'reverted upstream' : 'missing fix',
    row: followUp.row,
    taken: { row, stableSha: pick.stableSha, knownSince: pick.knownSince },
    how: followUp.how,
    since: Math.max(later.commitTime, pick.knownSince),
    branches: namesHaving(question, followUp.row),
  };
}

/** After the revert, mainline took a commit of the same subject again. */
function isLandedAgain({ history, asOf }: AuditQuestion, row: number, revert: number): boolean {
  const { subject } = commitAt(history, row);
  const { from, to } = history.between(commitAt(history, revert).commitTime, asOf + 1);
  for (let later = from; later < to; later += 1)
    if (later !== row && commitAt(history, later).subject === subject) return true;
  return false;
}
