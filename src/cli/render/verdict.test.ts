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
  const answer = { run: 'r', sha: verdict.sha, subject: 'net: x', asOf: '2024-01-01', verdict };
  const shown = renderAsked({ ...answer, spent: { microUsd: 0, tokens: 5 } }, { width: undefined, colour: false });
  expect(shown).toContain(
    '  v1.y: take. It has the bug.\n      wrong: take on v1.y: it conflicts there\n  v2.y: take. The same.\n',
  );
});
