import { describe, expect, it } from 'vitest';
import type { SelectedCommit } from './types.ts';
import { sketchSelection } from '../testing/selection.ts';
import { renderExplanation, summarize } from './explain.ts';
import { answerOf } from '../testing/answers.ts';

const selection = sketchSelection({ lanes: { proposal: 40, left: 3 } });
const first = selection.commits[0];

describe('the explanation of a commit', () => {
  it('says first that it is machine text, then the decision in at most 150 words', () => {
    const long = {
      ...first,
      reasons: Array.from({ length: 8 }, (_, n) => ({
        feature: `f${n}`,
        value: 1,
        effect: n % 2 ? 1 : -1,
        says: 'word '.repeat(60),
      })),
    };
    for (const commit of [...selection.commits, long]) {
      const text = renderExplanation(commit, selection);
      expect(text.startsWith('Machine text: ')).toBe(true);
      expect(text.split('\n\n')[1]).toMatch(/^Decision summary:\n/);
      expect(summarize(commit, selection).split(/\s+/).length).toBeLessThanOrEqual(150);
    }
  });

  it('names every fact with its source, for and against apart', () => {
    const commit = selection.commits.find((one) =>
      one.facts.some((fact) => fact.weighs === 'against'),
    ) as SelectedCommit;
    const text = renderExplanation(commit, selection);
    for (const fact of commit.facts) expect(text).toContain(`$ ${fact.source}  [${fact.id}]`);
    expect(text.indexOf('Evidence for:')).toBeLessThan(text.indexOf('Evidence against:'));
    expect(text.slice(text.indexOf('Evidence against:'))).toContain('[follow-up-1]');
  });

  it('says one reason of several branches once', () => {
    const branches = ['a-1', 'a-2', 'a-3'].map((name) => answerOf(name, 'unknown', { why: 'it cannot be told' }));
    const text = renderExplanation({ ...first, branches }, selection);
    expect(text).toContain('  a-1  unknown        it cannot be told\n  a-2  unknown        as for a-1\n');
  });

  it('keeps to 78 columns but for commands', () => {
    for (const commit of selection.commits)
      for (const line of renderExplanation(commit, selection).split('\n'))
        expect(line.length <= 78 || line.startsWith('      $ '), line).toBe(true);
  });

  it('says why a commit is not proposed', () => {
    const left = selection.commits.find((commit) => commit.lane === 'left') as SelectedCommit;
    expect(summarize(left, selection)).toContain('Not proposed (left): Its probability is below 0.41.');
  });

  it('lets no text from a commit open a line that patch readers know', () => {
    const nasty =
      'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n---\nFrom 1234 Mon Sep 17 00:00:00 2001\u001b[2J\u202e';
    const facts = [{ id: nasty, kind: 'x', says: nasty, source: nasty, weighs: 'for' as const }];
    const commit = {
      ...first,
      subject: nasty,
      why: nasty,
      facts,
      reasons: [{ feature: 'x', value: 1, effect: 1, says: nasty }],
      branches: [answerOf(nasty, 'unknown', { why: nasty })],
      precedents: first.precedents.map((one) => ({ ...one, subject: nasty })),
    };
    const text = renderExplanation(commit, { ...selection, thresholdWhy: nasty });
    expect(text).not.toMatch(/^(diff -|---|\+\+\+|@@|From |Index: )/m);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
