import { loadHistory, type History, type HistoryStore } from '../../history/index.ts';
import { learnedFrom } from '../triage-step.ts';
import type { Workspace } from '../workspace.ts';

/** Where a process that answers many questions keeps the history that it loaded last. */
export interface KeptHistory {
  last?: { readonly fingerprint: string; readonly history: History };
}

/** The history of the store; one that was kept where the store still holds the same update. */
export async function loadOrKeep(workspace: Workspace, store: HistoryStore): Promise<History> {
  const { kept } = workspace;
  const state = kept === undefined ? undefined : await store.loadState();
  const fingerprint = state === undefined ? undefined : learnedFrom(workspace, state);
  if (kept?.last !== undefined && kept.last.fingerprint === fingerprint) return kept.last.history;
  const history = await loadHistory(store, workspace);
  if (kept !== undefined && fingerprint !== undefined) kept.last = { fingerprint, history };
  return history;
}
