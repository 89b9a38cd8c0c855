import { expect, test } from 'vitest';
import { makeJudgement, makeVerdict } from '../../testing/panel.ts';
import { renderAsked } from './verdict.ts';

test('advice that the evidence contradicts is shown with what is there instead', () => {
  const check = {
    what: 'take on v1.y',
    result: 'wrong' as const,
    why: 'it conflicts there',
    source: 'autosel facts x',
  };
  const branches = [
    { branch: 'v1.y', advice: 'take' as const, why: 'It has the bug.', check },
    { branch: 'v2.y', advice: 'take' as const, why: 'The same.', check: undefined },
  ];
  const verdict = makeVerdict({ judgements: [makeJudgement('analyst', { branches })] });
  const answer = { run: 'r', sha: verdict.sha, subject: 'net: x', asOf: '2024-01-01', verdict, asked: 3 };
  const shown = renderAsked({ ...answer, spent: { microUsd: 0, tokens: 5 } }, { width: undefined, colour: false });
  expect(shown).toContain(
    '  v1.y: take. It has the bug.\n      wrong: take on v1.y: it conflicts there\n  v2.y: take. The same.\n',
  );
});

test('kept answers are called so, and nobody is said to have been asked', () => {
  const verdict = makeVerdict({});
  const answer = { run: 'r', sha: verdict.sha, subject: 'net: x', asOf: '2024-01-01', verdict };
  const endOf = (asked: number): string | undefined =>
    renderAsked({ ...answer, spent: { microUsd: 0, tokens: 6696 }, asked }, { width: undefined, colour: false })
      .trimEnd()
      .split('\n')
      .at(-1);
  expect(endOf(0)).toBe('as of 2024-01-01, run r, kept answers, nobody was asked now: they took 6696 tokens');
  expect(endOf(1)).toBe('as of 2024-01-01, run r, 6696 tokens');
});
