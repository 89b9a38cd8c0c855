import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { nature } from '../../evidence/index.ts';
import { compareWithIndex, openStore } from '../../history/index.ts';
import { makeProject } from '../../testing/project.ts';
import { runIndex } from './index-history.ts';
import { ledgerBlob, loadLedger, withStep } from '../ledger.ts';
import { readStatus } from './status.ts';
import { terms } from './terms.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';

const project = makeProject();
afterAll(() => project.remove());
const folder = join(dirname(project.dir), 'store');

async function withWorkspace<Answer>(work: (workspace: Workspace) => Promise<Answer>): Promise<Answer> {
  const signal = new AbortController().signal;
  const quiet = { progress: () => {}, note: () => {}, env: {}, platform: 'linux', home: folder, signal } as const;
  const workspace = await openWorkspace({ ...quiet, repo: project.dir, store: folder });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

const index = () => withWorkspace((workspace) => runIndex(workspace, { rebuild: false }));
const stale = () => withWorkspace(async (workspace) => (await readStatus(workspace)).index?.stale);

/** Leaves the ledger as another version of the program would have. */
async function forgetTriage(): Promise<void> {
  const store = await openStore({ folder, mode: 'write' });
  const ledger = await loadLedger(store);
  const before = ledger.steps['triage'];
  if (before === undefined) throw new Error('triage is not in the ledger');
  await store.saveBlobs(ledgerBlob(withStep(ledger, 'triage', { ...before, inputs: 'other' })));
  await store.close();
}

it('status tells what the next index has to do: after an upgrade of each part, and after a commit', async () => {
  await index();
  expect(await stale()).toEqual([]);
  rmSync(join(folder, 'search.bin'));
  await forgetTriage();
  expect(await stale()).toEqual([
    expect.stringMatching(/^the search was made by another version/),
    expect.stringMatching(/^triage was learned by another version/),
  ]);
  await index();
  expect(await stale()).toEqual([]);
  project.commit({ message: 'onward', files: { new: 'new\n' } });
  expect(await stale()).toEqual(['the repository has moved on']);
});

it('an index whose commits were measured in another way is told from one of other refs', async () => {
  await index();
  const store = await openStore({ folder, mode: 'read' });
  const state = await store.loadState();
  await store.close();
  if (state === undefined) throw new Error('nothing was indexed');
  await withWorkspace(async ({ repository }) => {
    const asked = { repository, measures: nature, terms };
    expect(await compareWithIndex(asked, state)).toEqual({ made: false, derived: false });
    const upgraded = { ...asked, measures: { ...nature, id: 'other' } };
    expect(await compareWithIndex(upgraded, state)).toMatchObject({ made: true });
    const renamed = { ...asked, overrides: { stable: ['stable-1.0'] } };
    expect(await compareWithIndex(renamed, state)).toEqual({ made: false, derived: true });
  });
});
