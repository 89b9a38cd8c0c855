import { expect, test } from 'vitest';
import { loadModelTables, Meter, type LanguageModel } from '../../models/index.ts';
import { makePurse, type PurseOptions } from './purse.ts';

const tables = [
  { name: 'dear', kind: 'ollama', model: 'x', prices: { input: 10, output: 20 } },
  { name: 'cheap', kind: 'ollama', model: 'y', prices: { input: 1, output: 2 } },
];
const models = await loadModelTables(tables, 'test');
const question = { inputTokens: 100, outputTokens: 10 };
const purse = (options: Partial<PurseOptions>) =>
  makePurse({
    budget: { microUsd: undefined, tokens: undefined },
    models,
    meter: new Meter(),
    before: { microUsd: 0, tokens: 0 },
    ...options,
  });

function makeModel(name: string, ask: () => Promise<never>): LanguageModel {
  return {
    name,
    id: name,
    label: name,
    abilities: { tools: false, contextTokens: undefined, maxOutputTokens: 10 },
    ask,
    close: () => Promise.resolve(),
  };
}

test('without a budget every question may be asked', () => {
  expect(purse({}).mayAsk('dear', { inputTokens: 1e9, outputTokens: 1e9 })).toBe(true);
});

test('questions that are being asked count before their answers are there', () => {
  const tight = purse({ budget: { microUsd: 2500, tokens: undefined } });
  expect(tight.mayAsk('dear', question)).toBe(true);
  expect(tight.mayAsk('dear', question)).toBe(true);
  expect(tight.mayAsk('dear', question)).toBe(false);
  expect(tight.mayAsk('cheap', question)).toBe(false);
  expect(tight.mayAsk('cheap', { inputTokens: 80, outputTokens: 10 })).toBe(true);
});

test('an answer, and a failure, free what was reserved; what it took stays', async () => {
  const meter = new Meter();
  const tight = purse({ budget: { microUsd: undefined, tokens: 250 }, meter });
  const spent = { usage: { inputTokens: 30, cachedInputTokens: 0, outputTokens: 10 }, microUsd: 1, ms: 1, attempts: 1 };
  const watched = tight.watch(
    makeModel('cheap', () => {
      meter.count('cheap', { spent, failed: true });
      return Promise.reject(new Error('down'));
    }),
  );
  expect(tight.mayAsk('cheap', question)).toBe(true);
  expect(tight.mayAsk('cheap', question)).toBe(true);
  expect(tight.mayAsk('cheap', question)).toBe(false);
  await expect(watched.ask({ system: '', messages: [] })).rejects.toThrow('down');
  expect(tight.spent).toEqual({ microUsd: 1, tokens: 40 });
  expect(tight.mayAsk('cheap', { inputTokens: 90, outputTokens: 10 })).toBe(true);
  expect(tight.mayAsk('cheap', { inputTokens: 1, outputTokens: 0 })).toBe(false);
});

test('what earlier calls of the run took is part of the budget', () => {
  const tight = purse({ budget: { microUsd: undefined, tokens: 200 }, before: { microUsd: 0, tokens: 100 } });
  expect(tight.mayAsk('cheap', question)).toBe(false);
});

test('a budget in dollars wants prices, and names the model that has none', async () => {
  const unpriced = await loadModelTables([{ name: 'local', kind: 'ollama', model: 'x' }], 'test');
  expect(() => purse({ models: unpriced, budget: { microUsd: 1, tokens: undefined } })).toThrow(
    /what model local costs/,
  );
});
