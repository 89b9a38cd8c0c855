import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findLocalModel } from '../../testing/local-model.ts';
import { startFakeModelServer, type FakeModelServer, type SeenQuestion } from '../../testing/model-server.ts';
import { parseModelTables } from './config.ts';
import { openLanguageModel } from './open.ts';
import type { LanguageModel, ModelMessage, ModelRequest } from './types.ts';

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
    let server: FakeModelServer;

    beforeAll(async () => {
      const table = { name: 'local', kind: 'gguf', model: local?.file, threads: 2, gpu: false, max_output_tokens: 200 };
      const surroundings = { env: {}, loadLlama: local?.loadLlama };
      model = await openLanguageModel(parseModelTables([table], 'test')[0], surroundings);
      server = await startFakeModelServer({ respond: async (seen) => ({ say: await answerFor(model, seen) }) });
    }, PATIENCE);
    afterAll(async () => {
      await server.close();
      await model.close();
    });

    it('answers in this process, in the form that was asked for', { timeout: PATIENCE }, async () => {
      const reply = await model.ask(question);
      expect(reply.kind).toBe('answer');
      expect(form.schema.safeParse(reply.kind === 'answer' ? reply.answer : undefined).success).toBe(true);
    });

    it('answers the same behind an OpenAI-compatible server', { timeout: PATIENCE }, async () => {
      const table = {
        ...{ name: 'served', kind: 'openai-compatible', model: 'smol', url: `${server.url}/v1` },
        ...{ answer_by: 'json-schema', max_output_tokens: 200 },
      };
      const served = await openLanguageModel(parseModelTables([table], 'test')[0], { env: {} });
      const [here, there] = [await model.ask(question), await served.ask(question)];
      expect(there).toMatchObject({ kind: 'answer', answer: here.kind === 'answer' ? here.answer : undefined });
      await served.close();
    });
  },
);

/** What a chat completion asks for, put to the model that runs here. */
async function answerFor(model: LanguageModel, { body }: SeenQuestion): Promise<string> {
  const messages = body['messages'] as readonly { readonly role: string; readonly content: string }[];
  const shape = (body['response_format'] as { readonly json_schema: { readonly schema: object } }).json_schema;
  const reply = await model.ask({
    system: messages
      .filter(({ role }) => role === 'system')
      .map(({ content }) => content)
      .join('\n'),
    messages: messages
      .filter(({ role }) => role === 'user')
      .map(({ content }): ModelMessage => ({ role: 'user', text: content })),
    answer: { ...form, schema: z.fromJSONSchema(shape.schema as never) },
    mustAnswer: true,
  });
  return reply.message.rawText;
}
