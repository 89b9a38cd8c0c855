import { expect, test } from 'vitest';
import { z } from 'zod';
import { ModelError } from './failure.ts';
import { rememberModel } from './memory.ts';
import type { ReplyMemory } from './memory.ts';
import type { LanguageModel, ModelReply, ModelRequest } from './types.ts';

const defaults = { temperature: undefined, maxOutputTokens: 100 };
const spent = { usage: undefined, microUsd: 5, ms: 1, attempts: 1 };
const form = { name: 'submit', description: 'the answer', schema: z.object({ vote: z.enum(['yes', 'no']) }) };
const request: ModelRequest = { system: 's', messages: [{ role: 'user', text: 'q' }], answer: form, mustAnswer: true };

function makeMemory(): ReplyMemory & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    load: (key) => Promise.resolve(kept.get(key)),
    save: (key, text) => Promise.resolve(void kept.set(key, text)),
  };
}

function makeModel(answer: () => ModelReply): LanguageModel & { readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    name: 'm',
    id: 'test/m',
    label: 'm',
    abilities: { tools: true, contextTokens: undefined, maxOutputTokens: 100 },
    ask: async (question) => {
      asked.push(question);
      return answer();
    },
    close: () => Promise.resolve(),
  };
}

const call = { id: '1', name: 'submit', rawInput: '{"vote":"yes"}', problem: undefined };
const reply: ModelReply = {
  kind: 'answer',
  text: '',
  answer: { vote: 'yes' },
  message: { role: 'assistant', rawText: '', rawCalls: [call], continuation: undefined },
  spent,
  notes: [],
};

test('the same question is asked once, and answered the same from memory', async () => {
  const memory = makeMemory();
  const model = makeModel(() => reply);
  const first = await rememberModel(model, memory, defaults).ask(request);
  const again = await rememberModel(model, memory, defaults).ask(request);
  expect(model.asked).toHaveLength(1);
  expect(again).toEqual(first);
});

test('another word, another form, another temperature and another model are other questions', async () => {
  const memory = makeMemory();
  const model = makeModel(() => reply);
  const other = { ...makeModel(() => reply), id: 'test/other' };
  await rememberModel(model, memory, defaults).ask(request);
  await rememberModel(model, memory, defaults).ask({ ...request, system: 'S' });
  await rememberModel(model, memory, { ...defaults, temperature: 1 }).ask(request);
  await rememberModel(model, memory, defaults).ask({
    ...request,
    answer: { ...form, schema: z.object({ vote: z.enum(['yes', 'no']), why: z.string().optional() }) },
  });
  await rememberModel(other, memory, defaults).ask(request);
  expect(memory.kept.size).toBe(5);
});

test('a refusal is remembered, a service that is down is asked again', async () => {
  const memory = makeMemory();
  for (const [code, times] of [
    ['model-refused', 1],
    ['model-unavailable', 2],
    ['model-denied', 2],
  ] as const) {
    const model = makeModel(() => {
      throw new ModelError(code, 'said so', { spent });
    });
    const remembering = rememberModel({ ...model, id: code }, memory, defaults);
    await expect(remembering.ask(request)).rejects.toThrow('said so');
    await expect(remembering.ask(request)).rejects.toMatchObject({ code });
    expect(model.asked).toHaveLength(times);
  }
});

test('a damaged memory is an error that says so, never an answer', async () => {
  const memory = makeMemory();
  const model = makeModel(() => reply);
  await rememberModel(model, memory, defaults).ask(request);
  for (const key of memory.kept.keys()) memory.kept.set(key, '{"rep');
  await expect(rememberModel(model, memory, defaults).ask(request)).rejects.toMatchObject({
    code: 'recording-corrupt',
  });
});
