import { expect, test } from 'vitest';
import { loadModelTables, type LanguageModel } from '../../models/index.ts';
import { estimatePanel, sayEstimate } from './estimate.ts';

const models = await loadModelTables(
  [
    { name: 'priced', kind: 'ollama', model: 'x', prices: { input: 2, output: 10 } },
    { name: 'free', kind: 'ollama', model: 'y' },
  ],
  'test',
);
const on = (name: string, tools: boolean): { readonly model: LanguageModel; readonly tools: boolean } => ({
  tools: true,
  model: {
    ...{ name, id: name, label: name, abilities: { tools, contextTokens: undefined, maxOutputTokens: 1 } },
    ask: () => Promise.reject(new Error('never asked')),
    close: () => Promise.resolve(),
  },
});

const NO_BUDGET = { tokens: undefined, microUsd: undefined };

test('a member without tools asks once, one with tools repeats what was said', () => {
  const plain = estimatePanel({ commits: 10, members: [on('priced', false)], models, opening: 1000 });
  expect(plain).toEqual({ commits: 10, questions: 10, tokens: 17_000, microUsd: 10 * (2000 + 7000) });
  const tools = estimatePanel({ commits: 1, members: [on('priced', true)], models, opening: 1000 });
  expect(tools.questions).toBe(4);
  expect(tools.tokens).toBeGreaterThan(4000);
});

test('one unknown price leaves the sum unknown, and says so', () => {
  const estimate = estimatePanel({ commits: 1, members: [on('priced', false), on('free', false)], models, opening: 1 });
  expect(estimate.microUsd).toBeUndefined();
  expect(sayEstimate(estimate, NO_BUDGET)).toContain('prices that the config does not tell');
});

test('people read thousands and millions', () => {
  const estimate = { commits: 103, questions: 412, tokens: 3_141_592, microUsd: 6_400_000 };
  const says = 'about 412 questions on 103 commits, 3.1 M tokens, 6.40 USD';
  expect(sayEstimate(estimate, NO_BUDGET)).toBe(says);
  expect(sayEstimate(estimate, { tokens: 300_000, microUsd: undefined })).toBe(
    `${says}; the budget ends it at 300 k tokens`,
  );
  expect(sayEstimate(estimate, { tokens: undefined, microUsd: 5_000_000 })).toBe(
    `${says}; the budget ends it at 5.00 USD`,
  );
  expect(sayEstimate(estimate, { tokens: 4_000_000, microUsd: 7_000_000 })).toBe(says);
});
