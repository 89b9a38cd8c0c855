import { nature } from '../../evidence/index.ts';
import {
  hearAll,
  loadHistory,
  updateHistory,
  type History,
  type HistoryStore,
  type UpdateResult,
} from '../../history/index.ts';
import { once } from '../once.ts';
import { rememberOverrides, settleOverrides } from '../overrides.ts';
import { updateSearch } from './search-step.ts';
import { terms } from './terms.ts';
import { learnedFrom, updateTriage } from '../triage-step.ts';
import type { Workspace } from '../workspace.ts';

export interface StepDone {
  readonly name: string;
  /** What it did, for people. */
  readonly did: string;
}

export interface Updated {
  readonly history: UpdateResult;
  readonly steps: readonly StepDone[];
  /** The history as it is now, loaded when it is first asked for. */
  loadHistory(): Promise<History>;
}

/**
 * Brings everything in a store up to date, one finished step after the other: commits and decisions, then the search
 * over them, then triage. What is up to date already is left as it is; a stop costs at most the step under way.
 */
export async function updateIndex(workspace: Workspace, store: HistoryStore): Promise<Updated> {
  const { repository, signal, progress } = workspace;
  const overrides = await settleOverrides(workspace, store);
  const history = await updateHistory({ repository, store, overrides, measures: nature, terms, progress, signal });
  await rememberOverrides(store, overrides);
  const { fingerprint } = history.state;
  const search = await updateSearch({ workspace, store, fingerprint });
  progress({ step: 'triage', done: 0, total: undefined, unit: 'commits' });
  // Loading takes a second on a large history: only who has something to do pays for it.
  const load = once(async () => hearAll(await loadHistory(store, workspace)));
  const triage = await updateTriage(store, learnedFrom(workspace, history.state), load);
  return { history, steps: [search, triage], loadHistory: load };
}
