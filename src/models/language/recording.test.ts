import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFakeModelServer } from '../../testing/model-server.ts';
import type { FakeModelServer } from '../../testing/model-server.ts';
import { makeSkippingClock } from '../../testing/skipping-clock.ts';
import { parseModelTables } from './config.ts';
import { openLanguageModel } from './open.ts';
import type { Recording } from './recording.ts';
import type { LanguageModel, ModelRequest } from './types.ts';

const KEY = 'sk-secret-"of"-the-test';
const day = {
  name: 'tell_day',
  description: 'Tells the day.',
  input: z.object({ day: z.iso.date().transform((text) => new Date(text)) }),
};
const question: ModelRequest = { system: 'You judge.', messages: [{ role: 'user', text: 'Which day?' }], tools: [day] };

describe('a recording', () => {
  let folder: string;
  let server: FakeModelServer;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'autosel-recording-')), 'golden');
    server = await startFakeModelServer();
  });
  afterEach(async () => {
    await server.close();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  const open = (mode: Recording['mode'], settings = {}): Promise<LanguageModel> => {
    const table = { name: 'judge', kind: 'anthropic', model: 'm', url: 'http://fake/v1', key_env: 'K', retries: 0 };
    const [config] = parseModelTables(
      [{ ...table, ...(mode === 'record' ? { url: server.url } : {}), ...settings }],
      '',
    );
    return openLanguageModel(config, {
      env: mode === 'record' ? { K: KEY } : {},
      clock: makeSkippingClock(),
      recording: { folder, mode },
    });
  };
  /** The address is part of the question: both are given the server's. */
  const reopen = (settings = {}) => open('replay', { url: server.url, ...settings });
  const record = async (request = question) => (await open('record')).ask(request);

  it('answers without the network and the key as the model did', async () => {
    server.play({ say: 'Look:', calls: [{ name: 'tell_day', input: { day: '2026-11-22' } }] });
    const recorded = await record();
    expect(recorded).toMatchObject({ calls: [{ input: { day: new Date('2026-11-22') } }] });
    const before = server.seen.length;
    expect(await (await reopen()).ask(question)).toEqual(recorded);
    expect(server.seen.length).toBe(before);
  });

  it('keeps failures that say something about the question', async () => {
    server.play({ refuse: 'I would rather not.' });
    const recorded: unknown = await record().catch((error: unknown) => error);
    const replayed: unknown = await (await reopen()).ask(question).catch((error: unknown) => error);
    expect(replayed).toMatchObject({ code: 'model-refused', message: (recorded as Error).message });
  });

  it('keeps nothing of a service that is not there', async () => {
    server.play({ fault: { status: 500 } });
    await expect(record()).rejects.toMatchObject({ code: 'model-unavailable' });
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });

  it.each<[string, Partial<ModelRequest>, Readonly<Record<string, unknown>>]>([
    ['another text', { system: 'You judge well.' }, {}],
    ['other tools', { tools: [{ ...day, input: z.object({ day: z.string() }) }] }, {}],
    ['another temperature', { temperature: 0.5 }, {}],
    ['another limit of the model', {}, { max_output_tokens: 5 }],
    ['another model', {}, { model: 'n' }],
  ])('does not answer a question with %s', async (_, change, settings) => {
    server.play({ say: 'Sunday' });
    await record();
    const failure: unknown = await (await reopen(settings)).ask({ ...question, ...change }).catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: 'recording-missing' });
    expect(String(failure)).toContain(folder);
  });

  it('never writes the key', async () => {
    server.play({ say: 'fine' }, { say: `your key is ${KEY}` });
    await record();
    const [name] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).not.toContain(JSON.stringify(KEY).slice(1, -1));
    await expect(record({ ...question, system: 'other' })).rejects.toMatchObject({ code: 'recording-secret' });
    expect(await readdir(folder)).toEqual([name]);
  });

  it('says which file is broken', async () => {
    server.play({ say: 'fine' });
    await record();
    const [name] = await readdir(folder);
    for (const text of ['{"half', '{}']) {
      await writeFile(join(folder, name), text);
      await expect((await reopen()).ask(question)).rejects.toMatchObject({
        code: 'recording-corrupt',
        message: expect.stringContaining(name) as string,
      });
    }
  });
});
