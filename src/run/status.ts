import { UsageError } from '../errors.ts';
import { loadHistory, openStore, type History, type HistoryStore } from '../history/index.ts';
import type { IndexStatus, StoreStatus } from './answers.ts';
import { summariseBranches } from './index-history.ts';
import { loadLedger } from './ledger.ts';
import type { Workspace } from './workspace.ts';

/** What the store holds; nothing is read from the repository but its refs. */
export async function readStatus(workspace: Workspace): Promise<StoreStatus> {
  const store = await openExisting(workspace.storeFolder);
  if (store === undefined) return { store: workspace.storeFolder, index: undefined };
  try {
    return { store: store.where, index: await readIndex(workspace, store) };
  } finally {
    await store.close();
  }
}

async function openExisting(folder: string): Promise<HistoryStore | undefined> {
  try {
    return await openStore({ folder, mode: 'read' });
  } catch (error) {
    if (error instanceof UsageError && error.code === 'no-index') return undefined;
    throw error;
  }
}

async function readIndex(workspace: Workspace, store: HistoryStore): Promise<IndexStatus | undefined> {
  const state = await store.loadState();
  if (state === undefined) return undefined;
  const history = await loadHistory(store);
  const { steps } = await loadLedger(store);
  return {
    mainline: state.mainline.ref,
    commits: history.commits.length,
    branches: summariseBranches(history),
    end: history.end,
    unread: state.unread + state.lost,
    fresh: await isFresh(workspace, history),
    parts: Object.entries(steps).map(([name, { says }]) => ({ name, says })),
  };
}

/** True when mainline and the known stable branches are where the index saw them. */
async function isFresh({ repository }: Workspace, history: History): Promise<boolean> {
  const targets = new Map((await repository.refs()).map(({ name, target }) => [name, target]));
  const seen = [history.mainline, ...history.branches];
  return seen.every(({ ref, tip }) => targets.get(ref) === tip);
}
