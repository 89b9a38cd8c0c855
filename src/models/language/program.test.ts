import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseModelTables } from './config.ts';
import { openLanguageModel } from './open.ts';
import type { LanguageModel, ModelRequest } from './types.ts';

const question: ModelRequest = { system: 'You judge.', messages: [{ role: 'user', text: 'Is it a $(fix); `id`?' }] };
const form = { name: 'judgement', description: 'The judgement.', schema: z.object({ verdict: z.enum(['yes', 'no']) }) };

describe.skipIf(process.platform === 'win32')('a program as a model', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'autosel-exec-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (script: string, settings = {}): Promise<LanguageModel> => {
    const table = { name: 'tool', kind: 'exec', command: ['/bin/sh', '-c', script, 'sh', folder], ...settings };
    const env = {
      PATH: process.env['PATH'],
      OTHER_KEY: 'sk-of-another-model',
      WANTED: 'yes',
      PASSED_KEY: 'key-of-this-one',
    };
    return openLanguageModel(parseModelTables([table], 'test')[0], { env });
  };

  it('reads the whole question on its standard input and is heard on its standard output', async () => {
    const model = await open('cat; echo noise >&2');
    const reply = await model.ask(question);
    expect(reply).toMatchObject({ kind: 'text', text: 'You judge.\n\nIs it a $(fix); `id`?' });
    expect(reply.spent).toMatchObject({ microUsd: undefined, attempts: 1 });
  });

  it('counts no tokens, so that they are estimated and paid for by the prices of the config', async () => {
    const model = await open('cat >&2; echo It is a fix.', { prices: { input: 2, output: 10 } });
    const { usage, microUsd } = (await model.ask(question)).spent;
    expect(usage).toEqual({ estimated: true, inputTokens: 12, cachedInputTokens: 0, outputTokens: 5 });
    expect(microUsd).toBe(12 * 2 + 5 * 10);
  });

  it('is named without its arguments, which may be secret, and told apart by them', async () => {
    const [one, other] = [await open('echo 1 sk-secret'), await open('echo 2 sk-secret')];
    expect(one.label).toBe('exec/tool');
    expect(one.id).not.toBe(other.id);
    expect(JSON.stringify([one.id, one.label])).not.toContain('sk-secret');
  });

  it('is told the form, and held to it', async () => {
    const model = await open('cat > "$1/asked"; echo \'{"verdict":"yes"}\'');
    expect(await model.ask({ ...question, answer: form })).toMatchObject({
      kind: 'answer',
      answer: { verdict: 'yes' },
    });
    expect(await readFile(join(folder, 'asked'), 'utf8')).toContain('"enum":["yes","no"]');
    const talker = await open('echo "YES, or maybe not"');
    await expect(talker.ask({ ...question, answer: form })).rejects.toMatchObject({
      code: 'model-malformed',
      said: { rawText: 'YES, or maybe not' },
    });
  });

  it('sees the usual variables and those that the config names, not the keys of others', async () => {
    const model = await open('env', { pass_env: ['WANTED'] });
    const { message } = await model.ask(question);
    expect(message.rawText).toContain('PATH=');
    expect(message.rawText).toContain('WANTED=yes');
    expect(message.rawText).not.toContain('sk-of-another-model');
  });

  it.each([
    ['model-empty', 'cat > /dev/null'],
    ['model-unavailable', 'echo "out of credit" >&2; exit 3'],
    ['model-answer-too-long', 'yes'],
  ])('tells %s from an answer', async (code, script) => {
    await expect((await open(script)).ask(question)).rejects.toMatchObject({ code, spent: { attempts: 1 } });
  });

  it('is heard without what the config passes to it, in answers and complaints', async () => {
    const settings = { pass_env: ['WANTED', 'PASSED_KEY'] };
    const model = await open('echo "$PASSED_KEY, $WANTED"', settings);
    expect(await model.ask(question)).toMatchObject({ text: '***, yes' });
    const failing = await open('echo "bad key $PASSED_KEY" >&2; exit 1', settings);
    await expect(failing.ask(question)).rejects.toThrow('/bin/sh failed (exit 1): bad key ***');
  });

  it('says why it failed, and that it does not exist', async () => {
    const failing = await open('echo "out of credit" >&2; exit 3');
    await expect(failing.ask(question)).rejects.toThrow('/bin/sh failed (exit 3): out of credit');
    const absent = await open('', { command: [join(folder, 'no-such-program')] });
    await expect(absent.ask(question)).rejects.toThrow(/no-such-program: there is no such program$/);
  });

  it('is gone with everything that it started when its time is over', async () => {
    const model = await open('sleep 60 & echo $! > "$1/pid"; trap "" TERM; while :; do sleep 1; done', {
      timeout_seconds: 1,
    });
    await expect(model.ask(question)).rejects.toMatchObject({ code: 'model-unavailable' });
    await model.close();
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('cannot use tools, and says so', async () => {
    const model = await open('cat');
    expect(model.abilities.tools).toBe(false);
    const tools = [{ name: 'x', description: 'x', input: z.object({}) }];
    await expect(model.ask({ ...question, tools })).rejects.toMatchObject({ code: 'model-without-tools' });
  });
});
