import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeTinyGguf } from '../../testing/tiny-gguf.ts';
import { parseModelTables } from './config.ts';
import { openLanguageModel } from './open.ts';
import type { LanguageModel, ModelRequest } from './types.ts';

/** The package where it is installed, or the file that the variable names. */
const loadLlama = async (): Promise<unknown> => {
  const elsewhere = process.env['AUTOSEL_TEST_LLAMA'];
  const name = 'node-llama-cpp';
  return import(elsewhere === undefined ? name : pathToFileURL(elsewhere).href);
};

const installed = await loadLlama().then(
  () => true,
  () => false,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'autosel-llama-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (file: string, load: () => Promise<unknown>, settings = {}): Promise<LanguageModel> => {
  const table = { name: 'local', kind: 'gguf', model: join(folder, file), threads: 1, gpu: false, ...settings };
  return openLanguageModel(parseModelTables([table], 'test')[0], { env: {}, loadLlama: load });
};

describe('a model file', () => {
  it('must exist', async () => {
    await expect(open('absent.gguf', loadLlama)).rejects.toMatchObject({ code: 'llama-model' });
  });

  it('needs a package, and says which', async () => {
    await writeFile(join(folder, 'some.gguf'), '');
    const load = () => Promise.reject(new Error('Cannot find package'));
    await expect(open('some.gguf', load)).rejects.toMatchObject({
      code: 'llama-package-missing',
      message: expect.stringContaining('npm install --ignore-scripts node-llama-cpp') as string,
    });
  });
});

/** A library whose model reads a question until its context is gone, as the real one does with a long one. */
const slowLibrary = (readers: { contexts: number; reading: number }): object => ({
  getLlama: () =>
    Promise.resolve({
      dispose: () => Promise.resolve(),
      createGrammarForJsonSchema: () => Promise.resolve({}),
      loadModel: () =>
        Promise.resolve({
          trainContextSize: 4096,
          tokenizer: {},
          createContext: () => Promise.resolve(slowContext(readers)),
        }),
    }),
  LlamaChatSession: class {
    readonly chatWrapper = { generateContextState: () => ({ contextText: { tokenize: () => [] } }) };
    readonly #sequence: { gone: Promise<void> };
    constructor({ contextSequence }: { contextSequence: { gone: Promise<void> } }) {
      this.#sequence = contextSequence;
    }
    setChatHistory(): void {}
    async promptWithMeta(): Promise<never> {
      readers.reading += 1;
      await this.#sequence.gone;
      throw new Error('Object is disposed');
    }
    dispose(): void {}
  },
});

const slowContext = (readers: { contexts: number }) => {
  readers.contexts += 1;
  const { promise: gone, resolve } = Promise.withResolvers<undefined>();
  const tokenMeter = { getState: () => ({ usedInputTokens: 0, usedOutputTokens: 0 }) };
  return {
    getSequence: () => ({ gone, tokenMeter, clearHistory: () => Promise.resolve() }),
    dispose: () => {
      resolve(undefined);
      return Promise.resolve();
    },
  };
};

describe('a question whose time is over', () => {
  it('is not read to its end; the next one has a place again, and the model can be closed', async () => {
    await writeFile(join(folder, 'slow.gguf'), '');
    const readers = { contexts: 0, reading: 0 };
    const model = await open('slow.gguf', () => Promise.resolve(slowLibrary(readers)), { timeout_seconds: 0.1 });
    const asked = { system: 'You judge.', messages: [{ role: 'user' as const, text: 'Is it a fix?' }] };
    for (const reading of [1, 2]) {
      await expect(model.ask(asked)).rejects.toMatchObject({ code: 'model-unavailable' });
      expect(readers).toEqual({ contexts: reading, reading });
    }
    await model.close();
  });
});

const form = {
  name: 'judgement',
  description: 'The judgement.',
  schema: z.object({ verdict: z.enum(['yes', 'no', 'unsure']), scores: z.array(z.literal([0, 1, 2])).max(3) }),
};
const question: ModelRequest = { system: 'You judge.', messages: [{ role: 'user', text: 'Is it a fix?' }] };

describe.skipIf(!installed)('a model file (skipped where the optional package node-llama-cpp is not installed)', () => {
  let model: LanguageModel;
  beforeAll(async () => {
    await writeTinyGguf(join(folder, 'tiny.gguf'));
    model = await open('tiny.gguf', loadLlama, { context_tokens: 1024, max_output_tokens: 200 });
  });
  afterAll(() => model.close());

  it('answers in the form that its grammar allows, whatever its weights say', async () => {
    const reply = await model.ask({ ...question, answer: form });
    expect(reply.kind).toBe('answer');
    expect(form.schema.safeParse(reply.kind === 'answer' ? reply.answer : undefined).success).toBe(true);
    expect(reply.spent.usage?.inputTokens).toBeGreaterThan(20);
    expect(reply.spent.usage?.outputTokens).toBeGreaterThan(5);
    expect(model.abilities).toMatchObject({ tools: false, contextTokens: 1024 });
  });

  it('answers the same question the same way, with other questions between', async () => {
    const asked = { ...question, answer: form };
    const [first, , again] = await Promise.all([
      model.ask(asked),
      model.ask({ ...asked, system: 'Something else.' }),
      model.ask(asked),
    ]);
    expect(again.message).toEqual(first.message);
  });

  it('says that an answer was cut', async () => {
    await expect(model.ask({ ...question, maxOutputTokens: 5 })).rejects.toMatchObject({
      code: 'model-answer-too-long',
    });
  });

  it('refuses a question that does not fit, and forgets no part of it', async () => {
    const messages = [{ role: 'user', text: 'x'.repeat(3000) }] as const;
    await expect(model.ask({ ...question, messages })).rejects.toMatchObject({ code: 'model-prompt-too-long' });
  });

  it('stops when it is told to, and answers the next question', async () => {
    const stop = new AbortController();
    const asked = model.ask({
      ...question,
      maxOutputTokens: 900,
      signal: stop.signal,
      onText: () => stop.abort(),
    });
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    expect(await model.ask({ ...question, answer: form })).toMatchObject({ kind: 'answer' });
  });

  it('says that a file is no model', async () => {
    await writeFile(join(folder, 'noise.gguf'), 'this is no model');
    await expect(open('noise.gguf', loadLlama)).rejects.toMatchObject({ code: 'llama-model' });
  });
});
