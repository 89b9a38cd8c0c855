import { findReach, findWeaknesses, readText, type SecurityScore } from '../../cve/index.ts';
import { readChange, type PatchView } from '../../evidence/index.ts';
import type { Sha } from '../../git/index.ts';
import type { HistoryCommit } from '../../history/index.ts';
import type { ClassifiedCommit, SecurityReason } from './classify-answers.ts';

const MOST_REASONS = 6;

/** What the score says in words, the strongest first; signs of the message and numbers of the commit in one list. */
export function buildReasons({ signs, reasons }: SecurityScore, sha: Sha): readonly SecurityReason[] {
  const id = sha.slice(0, 12);
  const said = signs.map(({ sign, effect }) => ({ says: sign, effect, source: `git show -s ${id}` }));
  const measured = reasons.map(({ says, effect }) => ({ says, effect, source: `git show ${id}` }));
  return [...said, ...measured].toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, MOST_REASONS);
}

export type SecurityNature = Pick<ClassifiedCommit, 'weaknesses' | 'reach'>;

/** Kind of weakness and who can bring it about, with the command that shows the words. */
export function findNature(commit: HistoryCommit, view: PatchView | undefined): SecurityNature {
  const id = commit.sha.slice(0, 12);
  const reading =
    view === undefined ? readText({ subject: commit.subject, body: '', paths: commit.paths }) : readChange(view);
  const { telling } = reading;
  return {
    weaknesses: findWeaknesses(reading).map((each) => ({
      ...each,
      source: each.from === 'message' ? `git show -s ${id}` : `git show ${id}`,
    })),
    reach: findReach(`${telling.subject}\n${telling.all}`).map((each) => ({ ...each, source: `git show -s ${id}` })),
  };
}
