import { homedir } from 'node:os';
import { openStore, type HistoryStore } from '../../src/history/index.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';

/** A repository with its index as it is, quietly. */
export async function openStoreForBench({
  repo,
  storeFolder,
  config,
}: {
  readonly repo: string;
  readonly storeFolder: string;
  readonly config?: string;
}): Promise<{ readonly workspace: Workspace; readonly store: HistoryStore }> {
  const workspace = await openWorkspace({
    ...{ repo, store: storeFolder, config, env: process.env, platform: process.platform, home: homedir() },
    signal: new AbortController().signal,
    progress: () => {},
    note: () => {},
  });
  return { workspace, store: await openStore({ folder: storeFolder, mode: 'read' }) };
}
