import { expect, test } from 'vitest';
import { abilitiesOf } from './abilities.ts';
import { parseModelTables } from './config.ts';

const toolsOf = (table: object): boolean => abilitiesOf(parseModelTables([{ name: 'a', ...table }], 'test')[0]).tools;

test('a service is given tools unless its context is too small for them; a program and a file are not', () => {
  const served = { kind: 'openai-compatible', model: 'm', url: 'http://127.0.0.1:1/v1' };
  expect(toolsOf({ kind: 'anthropic', model: 'm' })).toBe(true);
  expect(toolsOf(served)).toBe(true);
  expect(toolsOf({ ...served, context_tokens: 12_000 })).toBe(true);
  expect(toolsOf({ ...served, context_tokens: 11_999 })).toBe(false);
  expect(toolsOf({ kind: 'exec', command: ['/bin/true'], context_tokens: 32_768 })).toBe(false);
  expect(toolsOf({ kind: 'gguf', model: 'm.gguf', context_tokens: 16_384 })).toBe(false);
});
