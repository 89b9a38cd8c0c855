import { branchesOn, findPresence, sayPresence } from '../presence.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { listWords, plural, shortId } from '../words.ts';

/** Which stable branches have the commit already, and which took it back. */
export function takenFacts({ history, row, asOf }: Question): readonly Finding[] {
  const standings = branchesOn(history, asOf).flatMap((position) => {
    const branch = history.branches[position];
    return branch === undefined ? [] : [{ branch, presence: findPresence({ history, row, branch: position, asOf }) }];
  });
  const findings: Finding[] = [];
  const since = standings.filter(({ presence }) => presence.kind === 'from the start');
  if (since.length > 0)
    findings.push({
      kind: 'in-branch',
      says: `${plural(since.length, 'stable branch', 'stable branches')} began with it: ${listWords(since.map(({ branch }) => branch.name))}.`,
      source: `git branch --all --contains ${shortId(commitAt(history, row).sha)}`,
      weighs: 'neutral',
    });
  for (const { branch, presence } of standings)
    if (presence.kind === 'picked' || presence.kind === 'taken back')
      findings.push({
        kind: presence.kind === 'picked' ? 'taken' : 'taken-back',
        says: `${branch.name}: ${sayPresence(presence, branch, commitAt(history, row))} (found by ${sayHow(presence.pick.how)}).`,
        source: `git show -s ${shortId(presence.pick.stableSha)}`,
        weighs: presence.kind === 'picked' ? 'for' : 'against',
      });
  return findings;
}

const HOW = {
  reference: 'the reference in its message',
  'reference-chain': 'references through another stable commit',
  subject: 'its subject, which is unique',
  'patch-id': 'its patch, which is the same',
} as const;

const sayHow = (how: keyof typeof HOW): string => HOW[how];
