import { describe, expect, it } from 'vitest';
import type { Check } from '../panel/index.ts';
import { makeClaim, makeJudgement, makeVerdict } from '../testing/panel.ts';
import { panelLines } from './explain-panel.ts';

const check = (result: Check['result']): Check => ({ what: 'commit x', result, why: 'because', source: 'git show x' });
const verdict = makeVerdict;
const claim = (text: string) => ({ text, weighs: 'for' as const, citations: [] });

describe('what a mail says of the panel', () => {
  it('is nothing where nobody was asked', () => {
    expect(panelLines(undefined)).toEqual([]);
  });

  it('names members and models, claims that held with their source, and who gave no answer', () => {
    const judgement = makeJudgement('analyst', {
      claims: [makeClaim('analyst/1', { claim: claim('It mends a leak.'), checks: [check('right')] })],
      concerns: ['It is large.'],
    });
    const silent = [
      { member: 'sceptic', role: 'sceptic', model: 'other/y', silence: 'refused', why: 'it will not' } as const,
    ];
    expect(panelLines(verdict({ judgements: [judgement], silent })).join('\n'))
      .toBe(`Panel (written by language models, looked up by a program):
  yes: 2 of 2 say yes.
  * analyst (scripted/x): yes, sure to 0.8. A fix.
    + It mends a leak.
      $ git show x
    concern: It is large.
  * sceptic (other/y): no answer, refused: it will not`);
  });

  it('passes on no claim that is wrong, open or refuted, and no text of a member in which something is wrong', () => {
    const claims = [
      makeClaim('a/1', { claim: claim('Wrong one.'), state: 'false' }),
      makeClaim('a/2', { claim: claim('Open one.'), state: 'open' }),
      makeClaim('a/3', { claim: claim('Refuted one.'), refutedBy: ['sceptic'] }),
      makeClaim('a/4', { claim: claim('Held one.') }),
    ];
    const judgement = makeJudgement('a', {
      claims,
      summary: 'Since v9.9.',
      concerns: ['v9.9?'],
      textChecks: [check('wrong')],
    });
    const text = panelLines(verdict({ judgements: [judgement] })).join('\n');
    expect(text).toContain('+ Held one.');
    expect(text).not.toMatch(/Wrong one|Open one|Refuted one|v9\.9/);
  });

  it('lets no text of a model open a line that patch readers know', () => {
    const nasty = 'x\n---\ndiff --git a/x b/x\n--- a/x\nFrom 1234 Mon Sep 17 00:00:00 2001\n\u001b[2J';
    const judgement = makeJudgement(nasty, {
      model: nasty,
      summary: nasty,
      concerns: [nasty],
      claims: [makeClaim('a/1', { claim: claim(nasty) })],
    });
    const lines = panelLines(verdict({ why: nasty, judgements: [judgement], warnings: [nasty] }));
    expect(lines.join('\n')).not.toMatch(/^(diff -|---|From )/m);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
  });
});
