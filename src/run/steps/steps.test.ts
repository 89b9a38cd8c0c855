import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseSha } from '../../git/index.ts';
import { openSteps } from './index.ts';
import type { RunRecord, Step } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autosel-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha = parseSha('a'.repeat(40));
const run: RunRecord = {
  id: 'aaaabbbbcccc',
  question: 'select',
  startedAt: 100,
  finishedAt: undefined,
  request: { range: 'v1..v2' },
  commits: 2,
  done: undefined,
};
const step = (key: string, body: unknown): Step => ({
  run: run.id,
  sha,
  kind: 'answer',
  member: 'analyst first',
  key,
  body,
});

test('a run, its steps and replies are there again after the store was closed', async () => {
  const first = await openSteps({ folder, mode: 'write' });
  await first.beginCall(run);
  await first.saveStep(step('k1', { vote: 'yes' }));
  await first.replies.save('q', 'said');
  await first.close();
  const again = await openSteps({ folder, mode: 'read' });
  expect(await again.loadRun(run.id)).toEqual(run);
  expect(await again.loadStep(run.id, 'k1')).toEqual(step('k1', { vote: 'yes' }));
  expect(await again.replies.load('q')).toBe('said');
  expect(await again.replies.load('other')).toBeUndefined();
  await again.close();
});

test('a finished step is never replaced', async () => {
  const store = await openSteps({ folder, mode: 'write' });
  await store.saveStep(step('k1', 'first'));
  await store.saveStep(step('k1', 'second'));
  expect((await store.findStep('k1'))?.body).toBe('first');
  await store.close();
});

test('steps of one run come in their order, over many pages and by kind', async () => {
  const store = await openSteps({ folder, mode: 'write' });
  for (let at = 0; at < 450; at += 1) await store.saveStep(step(`k${at}`, at));
  await store.saveStep({ ...step('v', 'verdict'), kind: 'verdict', member: '' });
  await store.saveStep({ ...step('k1', 'of another run'), run: 'other' });
  const seen: unknown[] = [];
  for await (const { body } of store.loadSteps(run.id)) seen.push(body);
  expect(seen).toEqual([...Array.from({ length: 450 }, (_, at) => at), 'verdict']);
  const verdicts: unknown[] = [];
  for await (const { body } of store.loadSteps(run.id, 'verdict')) verdicts.push(body);
  expect(verdicts).toEqual(['verdict']);
  await store.close();
});

test('a finished run says when, and runs are listed newest first', async () => {
  const store = await openSteps({ folder, mode: 'write' });
  await store.beginCall(run);
  await store.beginCall({ ...run, id: 'bbbb', startedAt: 200 });
  await store.endCall(run.id, { at: 300, done: 2 });
  expect((await store.listRuns()).map(({ id, finishedAt }) => [id, finishedAt])).toEqual([
    ['bbbb', undefined],
    [run.id, 300],
  ]);
  await store.close();
});

test('a run that is called again is open again, and its latest verdicts are those of that call', async () => {
  const store = await openSteps({ folder, mode: 'write' });
  const verdict = (key: string): Step => ({ ...step(key, key), kind: 'verdict', member: '' });
  const latest = async (): Promise<readonly unknown[]> => {
    const bodies: unknown[] = [];
    for await (const { body } of store.loadLatest(run.id)) bodies.push(body);
    return bodies;
  };
  await store.beginCall(run);
  for (const key of ['unsettled', 'no']) await store.saveStep(verdict(key));
  expect(await latest()).toEqual(['unsettled', 'no']);
  await store.endCall(run.id, { at: 300, done: 2 });
  expect(await store.loadRun(run.id)).toMatchObject({ finishedAt: 300, done: 2 });
  await store.beginCall({ ...run, startedAt: 400 });
  expect(await store.loadRun(run.id)).toEqual(run);
  expect(await latest()).toEqual([]);
  await store.saveStep(verdict('no'));
  expect(await latest()).toEqual(['no']);
  await store.saveStep(verdict('unsettled'));
  expect(await latest()).toEqual(['no', 'unsettled']);
  await store.close();
});

test('runs of an autosel that did not count are read, and counted from the next call on', async () => {
  await (await openSteps({ folder, mode: 'write' })).close();
  const database = new DatabaseSync(join(folder, 'runs', 'runs.sqlite'));
  database.exec('alter table runs drop column since; alter table runs drop column done');
  database.exec(`insert into runs values ('${run.id}', 'ask', 100, 200, '{}', 2)`);
  database.close();
  const reader = await openSteps({ folder, mode: 'read' });
  expect(await reader.loadRun(run.id)).toMatchObject({ finishedAt: 200, done: undefined });
  await reader.close();
  const writer = await openSteps({ folder, mode: 'write' });
  await writer.endCall(run.id, { at: 300, done: 1 });
  expect(await writer.loadRun(run.id)).toMatchObject({ finishedAt: 300, done: 1 });
  await writer.close();
});

test('a second writer is refused while the first one works, a reader is not', async () => {
  const writer = await openSteps({ folder, mode: 'write' });
  await expect(openSteps({ folder, mode: 'write' })).rejects.toMatchObject({ code: 'store-busy' });
  const reader = await openSteps({ folder, mode: 'read' });
  expect(await reader.listRuns()).toEqual([]);
  await reader.close();
  await writer.close();
});

test('no runs, and runs of another format, are told apart and say what to do', async () => {
  await expect(openSteps({ folder, mode: 'read' })).rejects.toMatchObject({ code: 'no-runs' });
  await (await openSteps({ folder, mode: 'write' })).close();
  const database = new DatabaseSync(join(folder, 'runs', 'runs.sqlite'));
  database.exec('pragma user_version = 7');
  database.close();
  await expect(openSteps({ folder, mode: 'write' })).rejects.toMatchObject({ code: 'runs-other-format' });
  await expect(openSteps({ folder, mode: 'read' })).rejects.toMatchObject({ code: 'runs-other-format' });
});
