import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startLlamaServer, type LlamaServer } from '../../testing/llama-server.ts';
import { findLocalModel } from '../../testing/local-model.ts';
import { parseModelTables } from './config.ts';
import { openLanguageModel } from './open.ts';
import type { LanguageModel, ModelRequest } from './types.ts';

const local = findLocalModel(process.env);
const PATIENCE = 240_000;

const form = {
  name: 'submit_judgement',
  description: 'Your judgement.',
  schema: z.object({ vote: z.enum(['yes', 'no', 'unsure']), summary: z.string().max(120) }),
};
const question: ModelRequest = {
  system: 'You judge whether a commit mends a defect.',
  messages: [{ role: 'user', text: 'Subject: net: fix NULL pointer dereference in rx path. Is it a fix?' }],
  answer: form,
  mustAnswer: true,
};

describe.skipIf(local === undefined)(
  'a real instruct model (skipped where AUTOSEL_TEST_GGUF names no model file, see tools/local-model.sh)',
  () => {
    let model: LanguageModel;

    beforeAll(async () => {
      const table = { name: 'local', kind: 'gguf', model: local?.file, threads: 2, gpu: false, max_output_tokens: 200 };
      const surroundings = { env: {}, loadLlama: local?.loadLlama };
      model = await openLanguageModel(parseModelTables([table], 'test')[0], surroundings);
    }, PATIENCE);
    afterAll(() => model.close());

    it('answers in this process, in the form that was asked for', { timeout: PATIENCE }, async () => {
      const reply = await model.ask(question);
      expect(reply.kind).toBe('answer');
      expect(form.schema.safeParse(reply.kind === 'answer' ? reply.answer : undefined).success).toBe(true);
    });
  },
);

describe.skipIf(local?.serverSite === undefined)(
  "a real model behind llama.cpp's own OpenAI-compatible server (skipped where AUTOSEL_TEST_LLAMA_SERVER names none, see tools/local-model.sh)",
  () => {
    let server: LlamaServer;
    let model: LanguageModel;
    beforeAll(async () => {
      const { serverSite: site = '', file = '' } = local ?? {};
      server = await startLlamaServer({ site, file, contextTokens: 1024 });
      const table = {
        ...{ name: 'served', kind: 'openai-compatible', model: 'smol', url: `${server.url}/v1` },
        ...{ answer_by: 'json-schema', max_output_tokens: 120, timeout_seconds: 240 },
      };
      model = await openLanguageModel(parseModelTables([table], 'test')[0], { env: {} });
    }, PATIENCE);
    afterAll(async () => {
      await model.close();
      await server.close();
    });

    it('answers in the form that was asked for, and its tokens are counted', { timeout: PATIENCE }, async () => {
      const reply = await model.ask(question);
      expect(reply.kind).toBe('answer');
      expect(form.schema.safeParse(reply.kind === 'answer' ? reply.answer : undefined).success).toBe(true);
      expect(reply.spent.usage?.inputTokens).toBeGreaterThan(20);
      expect(reply.spent.usage?.outputTokens).toBeGreaterThan(5);
    });

    it('says that a question is too long for it', { timeout: PATIENCE }, async () => {
      const messages = [{ role: 'user' as const, text: 'a leak in the driver '.repeat(1000) }];
      await expect(model.ask({ ...question, messages })).rejects.toMatchObject({ code: 'model-prompt-too-long' });
    });
  },
);
