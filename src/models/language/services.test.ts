import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startFakeModelServer } from '../../testing/model-server.ts';
import { parseModelTables } from './config.ts';
import { describeLanguageModel } from './language.contract.ts';
import type { ModelAtServer } from './language.contract.ts';
import { openLanguageModel } from './open.ts';
import type { LanguageModel } from './types.ts';

const prices = { input: 3, cached_input: 0.3, output: 15 };

const opener =
  (table: Readonly<Record<string, unknown>>) =>
  async ({ url, timeout, retries, ...around }: ModelAtServer): Promise<LanguageModel> => {
    const [config] = parseModelTables(
      [{ name: 'judge', model: 'some-model', key_env: 'THE_KEY', prices, url: `${url}/v1`, ...table }],
      'test',
    );
    return openLanguageModel(
      { ...config, timeout: timeout ?? config.timeout, retries: retries ?? config.retries },
      around,
    );
  };

for (const stream of [true, false]) {
  const how = stream ? 'streamed' : 'whole';
  describeLanguageModel(`Anthropic (${how})`, opener({ kind: 'anthropic', stream }));
  describeLanguageModel(`OpenAI responses (${how})`, opener({ kind: 'openai', stream }));
  describeLanguageModel(`OpenAI chat completions (${how})`, opener({ kind: 'openai', api: 'chat', stream }));
  describeLanguageModel(`Google (${how})`, opener({ kind: 'google', stream }));
  describeLanguageModel(`an OpenAI-compatible service (${how})`, opener({ kind: 'openai-compatible', stream }));
}

const ask = async (table: Readonly<Record<string, unknown>>): Promise<string> => {
  const server = await startFakeModelServer();
  try {
    const model = await opener(table)({ url: server.url, env: { THE_KEY: 'sk-x' } });
    server.play({ say: '{"verdict":"yes"}' });
    const schema = z.object({ verdict: z.enum(['yes', 'no']) });
    const form = { name: 'judgement', description: 'The judgement.', schema };
    await model.ask({ system: 'You judge.', messages: [{ role: 'user', text: 'A fix?' }], answer: form });
    return JSON.stringify(server.seen[0].body);
  } finally {
    await server.close();
  }
};

it('OpenAI is asked to keep nothing', async () => {
  expect(await ask({ kind: 'openai' })).toContain('"store":false');
  expect(await ask({ kind: 'openai', api: 'chat' })).toContain('"store":false');
});

it('a service is given the form as a tool, or as a schema where the config says so', async () => {
  expect(await ask({ kind: 'ollama' })).toContain('"tool_choice"');
  const asked = await ask({ kind: 'nvidia', answer_by: 'json-schema' });
  expect(asked).toContain('"json_schema"');
  expect(asked).not.toContain('"tool_choice"');
});

it('a key stays with the service it is for when the environment names other addresses', async () => {
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/elsewhere');
  vi.stubEnv('ANTHROPIC_BASE_URL', 'http://127.0.0.1:9/elsewhere');
  expect(await ask({ kind: 'openai' })).toContain('some-model');
  expect(await ask({ kind: 'anthropic' })).toContain('some-model');
});
