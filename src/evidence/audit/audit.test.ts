import { describe, expect, it } from 'vitest';
import type { BranchSketch, CommitSketch } from '../../testing/history.ts';
import { secondsOf, sketchHistory } from '../../testing/history.ts';
import { auditBranch, buildCommands, sayFinding } from './index.ts';
import type { AuditQuestion } from './index.ts';

const fixes = (row: number): NonNullable<CommitSketch['fixes']> => [{ row, id: 'x', subject: undefined }];

function ask(
  commits: readonly CommitSketch[],
  branches: readonly BranchSketch[],
  { asOf = '2024-06-01', on = branches.length - 1 } = {},
): AuditQuestion {
  return { history: sketchHistory({ commits, branches }), branch: on, asOf: secondsOf(asOf) };
}

const told = (question: AuditQuestion): string[] =>
  auditBranch(question).map(({ kind, row, how, branches }) =>
    `${kind} ${row}${how === 'sentence' ? ' by a sentence' : ''} ${branches.join(' ')}`.trim(),
  );

const base: CommitSketch = { sha: 'a0', day: '2024-01-10' };
const s1 = (picks: BranchSketch['picks'], reverted?: BranchSketch['reverted']): BranchSketch => ({
  name: 's-1.0',
  began: '2024-01-01',
  ...(picks === undefined ? {} : { picks }),
  ...(reverted === undefined ? {} : { reverted }),
});

describe('fixes that a branch lacks', () => {
  const fix: CommitSketch = { sha: 'a1', day: '2024-02-01', fixes: fixes(0) };

  it('are missing from the day on which both the fix and the pick were there', () => {
    const question = ask([base, fix], [s1({ 0: '2024-03-01' })]);
    const [found] = auditBranch(question);
    expect(told(question)).toEqual(['missing fix 1']);
    expect(found.since).toBe(secondsOf('2024-03-01'));
    expect(sayFinding(question, found)).toBe(
      'a00000000000 ("commit a0"), taken as c00000000000 on 2024-03-01, was repaired by a10000000000 ("commit a1"): missing for 92 days.',
    );
    expect(buildCommands(question, found)).toEqual([
      'git show -s c00000000000',
      'git show -s a10000000000',
      'git log --oneline --grep=a10000000000 refs/heads/s-1.0 ^refs/heads/master',
    ]);
  });

  it('are not missing where the branch took them, took the broken commit back, or took back the fix', () => {
    expect(told(ask([base, fix], [s1({ 0: '2024-03-01', 1: '2024-03-02' })]))).toEqual([]);
    expect(told(ask([base, fix], [s1({ 0: '2024-03-01' }, { 0: '2024-03-05' })]))).toEqual([]);
    expect(told(ask([base, fix], [s1({ 0: '2024-03-01', 1: '2024-03-02' }, { 1: '2024-03-05' })]))).toEqual([]);
  });

  it('are not known before their day', () => {
    expect(told(ask([base, fix], [s1({ 0: '2024-01-20' })], { asOf: '2024-01-31' }))).toEqual([]);
  });

  it('do not count once mainline reverted them, or when a commit of the same subject and author was taken', () => {
    const revert: CommitSketch = { sha: 'a2', day: '2024-02-05', isRevert: true, reverts: [1] };
    expect(told(ask([base, fix, revert], [s1({ 0: '2024-03-01' })]))).toEqual([]);
    const again: CommitSketch = { sha: 'a2', day: '2024-02-05', subject: 'commit a1' };
    expect(told(ask([base, fix, again], [s1({ 0: '2024-03-01', 2: '2024-03-02' })]))).toEqual([]);
  });

  it('stand behind reverts and before what only a sentence says', () => {
    const commits: CommitSketch[] = [
      base,
      fix,
      { sha: 'a2', day: '2024-02-02', blamed: [0] },
      { sha: 'a3', day: '2024-02-03' },
      { sha: 'a4', day: '2024-02-04', isRevert: true, reverts: [3] },
    ];
    const question = ask(commits, [s1({ 0: '2024-03-01', 3: '2024-03-01' })]);
    expect(told(question)).toEqual(['reverted upstream 4', 'missing fix 1', 'missing fix 2 by a sentence']);
  });
});

describe('commits that mainline reverted', () => {
  const revert: CommitSketch = { sha: 'a1', day: '2024-02-05', isRevert: true, reverts: [0] };

  it('are no finding once they landed again, or the revert was reverted', () => {
    expect(told(ask([base, revert], [s1({ 0: '2024-01-20' })]))).toEqual(['reverted upstream 1']);
    const landed: CommitSketch = { sha: 'a2', day: '2024-02-06', subject: 'commit a0' };
    expect(told(ask([base, revert, landed], [s1({ 0: '2024-01-20' })]))).toEqual([]);
    const undo: CommitSketch = { sha: 'a2', day: '2024-02-06', isRevert: true, reverts: [1] };
    expect(told(ask([base, revert, undo], [s1({ 0: '2024-01-20' })]))).toEqual([]);
  });
});

describe('gaps between branches of one family', () => {
  const commits: CommitSketch[] = [base, { sha: 'a1', day: '2024-03-01' }, { sha: 'a2', day: '2024-03-05' }];
  const older: BranchSketch = { name: 's-1.0', began: '2024-01-01', picks: { 1: '2024-03-10' } };
  const newer: BranchSketch = { name: 's-1.1', began: '2024-02-01', picks: { 2: '2024-03-20' } };

  it('are told of both sides', () => {
    expect(told(ask(commits, [older, newer]))).toEqual(['gap 1 s-1.0']);
    expect(told(ask(commits, [older, newer], { on: 0 }))).toEqual(['newer lacks it 1 s-1.1']);
  });

  it('do not count what came after the end of the branch, nor branches of other names', () => {
    const ended = { ...newer, picks: { 2: '2024-03-08' } };
    expect(told(ask(commits, [older, ended]))).toEqual([]);
    expect(told(ask(commits, [older, { ...newer, name: 'vendor-1.1' }]))).toEqual([]);
  });

  it('do not count a fix of what the newer branch never had', () => {
    const fixed = commits.map((commit, row) => (row === 1 ? { ...commit, fixes: fixes(0) } : commit));
    const old: BranchSketch = { ...older, began: '2024-01-01', picks: { 0: '2024-03-01', 1: '2024-03-10' } };
    const young: BranchSketch = { ...newer, began: '2024-01-05' };
    expect(told(ask(fixed, [old, young]))).toEqual(['gap 0 s-1.0']);
  });
});
