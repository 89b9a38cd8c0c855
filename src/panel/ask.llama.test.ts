import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModelTables, openLanguageModel } from '../models/index.ts';
import type { LanguageModel } from '../models/index.ts';
import { makeClaim, makeDossier, makeJudgement, makeMember, TEST_PROMPTS } from '../testing/panel.ts';
import { writeTinyGguf } from '../testing/tiny-gguf.ts';
import { askMember } from './ask.ts';
import { listOpposed } from './contested.ts';
import { askRefutation } from './refute.ts';

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

describe.skipIf(!installed)('a model file (skipped where the optional package node-llama-cpp is not installed)', () => {
  let folder: string;
  let model: LanguageModel;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'autosel-panel-llama-'));
    await writeTinyGguf(join(folder, 'tiny.gguf'));
    const limits = { context_tokens: 16_384, max_output_tokens: 9000, threads: 1, gpu: false };
    const table = { name: 'local', kind: 'gguf', model: join(folder, 'tiny.gguf'), ...limits };
    const [config] = await loadModelTables([table], 'test');
    model = await openLanguageModel(config, { env: {}, loadLlama });
  });
  afterAll(async () => {
    await model.close();
    await rm(folder, { recursive: true, force: true });
  });

  const turn = () => ({
    ...{ member: makeMember(model), dossier: makeDossier(), prompts: TEST_PROMPTS, tools: [] },
    signal: new AbortController().signal,
  });

  it('with random weights comes to its end in the form, or is silent for a reason', async () => {
    const answer = await askMember(turn());
    expect(['judged', 'silent']).toContain(answer.kind);
    if (answer.kind === 'silent') expect(['too long', 'malformed']).toContain(answer.silence);
    if (answer.kind === 'judged') expect(answer.rawJudgement.claims.length).toBeLessThanOrEqual(4);
    expect(answer.spent.questions).toBeLessThanOrEqual(2);
  });

  it('answers about claims in their form too', async () => {
    const claims = listOpposed({ member: 'me', vote: 'no' }, [makeJudgement('you', { claims: [makeClaim('you/1')] })]);
    const answer = await askRefutation({ ...turn(), claims, found: [] });
    expect(['refuted', 'silent']).toContain(answer.kind);
  });
});
