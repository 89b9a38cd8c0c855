import { UsageError } from '../../errors.ts';
import { nature } from '../../evidence/index.ts';
import {
  compareWithIndex,
  loadHistory,
  openStore,
  type History,
  type HistoryState,
  type HistoryStore,
} from '../../history/index.ts';
import type { IndexStatus, StoreStatus } from '../answers.ts';
import { summariseBranches } from './index-history.ts';
import { loadLedger } from '../ledger.ts';
import { settleOverrides } from '../overrides.ts';
import { isSearchCurrent } from './search-step.ts';
import { terms } from './terms.ts';
import { isTriageCurrent, learnedFrom } from '../triage-step.ts';
import type { Workspace } from '../workspace.ts';

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
  const history = await loadHistory(store, workspace);
  const { steps } = await loadLedger(store);
  return {
    mainline: state.mainline.ref,
    commits: history.commits.length,
    branches: summariseBranches(history),
    end: history.end,
    unread: state.unread + state.lost,
    stale: await findStale(workspace, { store, state, history }),
    parts: Object.entries(steps).map(([name, { says }]) => ({ name, says })),
  };
}

interface Indexed {
  readonly store: HistoryStore;
  readonly state: HistoryState;
  readonly history: History;
}

/** What `index` would do anew, found without reading a commit: because the repository, the program or the config changed. */
async function findStale(workspace: Workspace, { store, state, history }: Indexed): Promise<readonly string[]> {
  const { repository } = workspace;
  const overrides = await settleOverrides(workspace, store);
  const differs = await compareWithIndex({ repository, overrides, measures: nature, terms }, state);
  if (differs.made) return ['this version of autosel reads and measures commits in another way'];
  if (differs.derived)
    return [
      (await isUnmoved(workspace, history))
        ? 'branches or tags are others, or this version of autosel derives decisions in another way'
        : 'the repository has moved on',
    ];
  return [
    ...((await isSearchCurrent({ workspace, store }))
      ? []
      : ['the search was made by another version of autosel, with another embedder, or not at all']),
    ...(isTriageCurrent(await loadLedger(store), learnedFrom(workspace, state))
      ? []
      : ['triage was learned by another version of autosel, or not at all']),
  ];
}

/** True when mainline and the known stable branches are where the index saw them. */
async function isUnmoved({ repository }: Workspace, history: History): Promise<boolean> {
  const targets = new Map((await repository.refs()).map(({ name, target }) => [name, target]));
  const seen = [history.mainline, ...history.branches];
  return seen.every(({ ref, tip }) => targets.get(ref) === tip);
}
