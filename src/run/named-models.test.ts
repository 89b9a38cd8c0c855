import { expect, test } from 'vitest';
import { DEFAULT_PANEL } from '../config-panel.ts';
import { loadModelTables } from '../models/index.ts';
import { nameModels } from './named-models.ts';

const opus = { name: 'opus', kind: 'anthropic', model: 'some', prices: { input: 3, output: 15 } };
const member = { name: 'a', model: 'opus', role: 'analyst', prompt: undefined, weight: 1, tools: true } as const;
const panel = { ...DEFAULT_PANEL, models: [opus], members: [member] };

test('models of the config are named by their names, others by kind and model', async () => {
  const named = ['opus', 'ollama:qwen3:8b', 'exec:claude -p', 'openai-compatible:http://127.0.0.1:8080/v1#meta/llama'];
  const chosen = nameModels(named, panel);
  expect(chosen.members).toEqual([]);
  expect(await loadModelTables(chosen.models, 'test')).toMatchObject([
    { name: 'opus', prices: { input: 3 } },
    { name: 'ollama', kind: 'ollama', model: 'qwen3:8b' },
    { name: 'claude', command: ['claude', '-p'] },
    { name: 'served', url: 'http://127.0.0.1:8080/v1', model: 'meta/llama' },
  ]);
});

test('two of one kind have names of their own', () => {
  const { models } = nameModels(['ollama:a', 'ollama:b', 'ollama:c'], panel);
  expect(models).toMatchObject([{ name: 'ollama' }, { name: 'ollama-2' }, { name: 'ollama-3' }]);
});

test.each(['opsu', 'antropic:x', 'ollama:', 'openai-compatible:http://127.0.0.1/v1', ''])('%j is refused', (text) => {
  expect(() => nameModels([text], panel)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
