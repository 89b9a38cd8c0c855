import { describe, expect, it } from 'vitest';
import { parseModelTables } from './config.ts';

const parse = (...tables: readonly unknown[]) => parseModelTables(tables, 'autosel.toml');

describe('model tables', () => {
  it('fill what is not said', () => {
    expect(parse({ name: 'opus', kind: 'anthropic', model: 'some-model' })).toEqual([
      {
        name: 'opus',
        kind: 'anthropic',
        model: 'some-model',
        url: undefined,
        key: { env: 'ANTHROPIC_API_KEY' },
        api: 'chat',
        stream: true,
        answerBy: 'tool',
        temperature: undefined,
        maxOutputTokens: 8192,
        contextTokens: undefined,
        timeout: 300_000,
        retries: 4,
        maxWait: 60_000,
        concurrency: 4,
        requestsPerMinute: undefined,
        prices: undefined,
      },
    ]);
  });

  it('leave most of what a model holds to the question', () => {
    const answers = parse(
      { name: 'a', kind: 'ollama', model: 'm', context_tokens: 16_000 },
      { name: 'b', kind: 'ollama', model: 'm', context_tokens: 1_000_000 },
      { name: 'c', kind: 'gguf', model: 'm.gguf' },
      { name: 'd', kind: 'gguf', model: 'm.gguf', context_tokens: 4096, max_output_tokens: 3000 },
    );
    expect(answers.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([4000, 8192, 2048, 3000]);
  });

  it('take every kind', () => {
    const models = parse(
      { name: 'a', kind: 'openai', model: 'm', key_command: ['pass', 'show', 'openai'], api: 'chat' },
      { name: 'b', kind: 'google', model: 'm' },
      { name: 'c', kind: 'nvidia', model: 'm', requests_per_minute: 40 },
      { name: 'd', kind: 'ollama', model: 'm', answer_by: 'json-schema' },
      { name: 'e', kind: 'openai-compatible', model: 'm', url: 'http://localhost:8080/v1' },
      {
        name: 'f',
        kind: 'exec',
        command: ['claude', '-p'],
        pass_env: ['CLAUDE_HOME'],
        prices: { input: 1, output: 2 },
      },
      { name: 'g', kind: 'gguf', model: 'small.gguf', threads: 2, gpu: false },
    );
    expect(models.map(({ kind }) => kind)).toEqual([
      ...['openai', 'google', 'nvidia', 'ollama', 'openai-compatible', 'exec', 'gguf'],
    ]);
    expect(models[0]).toMatchObject({ key: { command: ['pass', 'show', 'openai'] }, api: 'chat' });
    expect(models[3]).toMatchObject({ key: undefined, answerBy: 'json-schema' });
    expect(models[5]).toMatchObject({ retries: 0, concurrency: 1, prices: { input: 1, output: 2 } });
  });

  it.each([
    [{ name: 'a', kind: 'anthropic' }, 'config-wrong', 'models[0]: model: '],
    [{ name: 'a', kind: 'antropic', model: 'm' }, 'config-wrong', 'one of anthropic, google, openai'],
    [{ name: 'a', kind: 'ollama', model: 'm', retrys: 1 }, 'config-unknown-key', 'did you mean "retries"'],
    [
      { name: 'a', kind: 'ollama', model: 'm', prices: { input: 1, ouput: 1, output: 2 } },
      'config-unknown-key',
      'output',
    ],
    [{ name: 'a', kind: 'openai', model: 'm', key_env: 'K', key_command: ['x'] }, 'config-wrong', 'not both'],
    [{ name: 'a', kind: 'openai', model: 'm', key_env: 'sk-123' }, 'config-wrong', 'not the key itself'],
    [{ name: 'a', kind: 'openai', model: 'm', url: 'http://u:hidden@h/v1' }, 'config-wrong', 'without a user'],
    [{ name: 'a', kind: 'openai-compatible', model: 'm' }, 'config-wrong', 'url: '],
    [{ name: 'a', kind: 'exec', comand: ['x'] }, 'config-unknown-key', 'did you mean "command"?'],
    [
      { name: 'a', kind: 'exec' },
      'config-wrong',
      'command: it is missing: write a list in brackets: command = ["program", "argument"]',
    ],
    [{ name: 'a', kind: 'exec', command: [] }, 'config-wrong', 'command'],
    [{ name: 'a', kind: 'exec', command: 'claude -p' }, 'config-wrong', 'command'],
    [{ name: 'a b', kind: 'ollama', model: 'm' }, 'config-wrong', 'name: may hold letters'],
    ['ollama', 'config-wrong', 'models[0]'],
  ])('refuse %j', (table, code, words) => {
    let failure: unknown;
    try {
      parse(table);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ code });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('hidden');
  });

  it('refuse two models of one name, and what is no list', () => {
    const table = { name: 'a', kind: 'ollama', model: 'm' };
    expect(() => parse(table, table)).toThrow('two models have the name "a"');
    expect(() => parseModelTables({ name: 'a' }, 'x')).toThrow('[[models]]');
  });
});
