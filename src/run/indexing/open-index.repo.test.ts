import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../history/index.ts';
import { makeProject } from '../../testing/project.ts';
import { withIndex } from './open-index.ts';
import { openWorkspace } from '../workspace.ts';

const project = makeProject();
afterAll(() => project.remove());
const folder = join(dirname(project.dir), 'store');

it('work that writes nothing brings the index up to date and then lets others write', async () => {
  const signal = new AbortController().signal;
  const quiet = { progress: () => {}, note: () => {}, env: {}, platform: 'linux', home: folder, signal } as const;
  const workspace = await openWorkspace({ ...quiet, repo: project.dir, store: folder });
  const writeBeside = async (): Promise<void> => (await openStore({ folder, mode: 'write' })).close();
  await withIndex(workspace, { update: true, readOnly: true }, async (store) => {
    expect(store.writable).toBe(false);
    expect(await store.loadState()).toBeDefined();
    await expect(writeBeside()).resolves.toBeUndefined();
  });
  await withIndex(workspace, { update: true }, async (store) => {
    expect(store.writable).toBe(true);
    await expect(writeBeside()).rejects.toMatchObject({ code: 'store-busy' });
  });
  await workspace.close();
});
