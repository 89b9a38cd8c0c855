import { UsageError } from '../errors.ts';
import type { History, HistoryState, HistoryStore } from '../history/index.ts';
import { modelFromBytes, modelToBytes, trainTriage, type TriageModel } from '../triage/index.ts';
import { hashInputs, ledgerBlob, loadLedger, withStep, type Ledger } from './ledger.ts';
import type { Threshold } from './threshold.ts';
import type { StepDone } from './indexing/update.ts';
import type { Workspace } from './workspace.ts';

/** A trained model with the probability from which on it proposes unless a person says otherwise. */
export interface Triage {
  readonly model: TriageModel;
  readonly usual: Threshold;
}

const STEP = 'triage';
const MODEL = 'triage/model';
/** Changes whenever training or the usual threshold is made in another way. */
const VERSION = 6;
const LIKELY = 0.5;

/** Trains triage when commits or decisions changed since it was trained, and stores it. */
export async function updateTriage(
  store: HistoryStore,
  fingerprint: string,
  loadHistory: () => Promise<History>,
): Promise<StepDone> {
  const ledger = await loadLedger(store);
  if (isTriageCurrent(ledger, fingerprint)) return { name: STEP, did: 'nothing new' };
  const history = await loadHistory();
  const { model } = learnTriage(history, history.end);
  const says = `learned from ${model.rows} decided commits, ${model.positives} of them taken`;
  const step = { inputs: inputsOf(fingerprint), says, commits: history.commits.length };
  await store.saveBlobs({
    [MODEL]: modelToBytes(model),
    ...ledgerBlob(withStep(ledger, STEP, step)),
  });
  return { name: STEP, did: says };
}

const inputsOf = (fingerprint: string): string => hashInputs([VERSION, fingerprint]);

/** Names everything that decisions are made of: what the index holds and what people said. */
export const learnedFrom = (
  { reviews }: Pick<Workspace, 'reviews'>,
  { fingerprint }: Pick<HistoryState, 'fingerprint'>,
): string => (reviews.length === 0 ? fingerprint : hashInputs([fingerprint, ...reviews.map(({ id }) => id)]));

/** False where the next update learns it anew. */
export const isTriageCurrent = ({ steps }: Ledger, fingerprint: string): boolean =>
  steps[STEP]?.inputs === inputsOf(fingerprint);

/** @throws UsageError when the index stopped before triage was trained. */
export async function loadTriage(store: HistoryStore): Promise<Triage> {
  const bytes = await store.loadBlob(MODEL);
  if (bytes === undefined)
    throw new UsageError('index-unfinished', `the index in ${store.where} is not finished: run autosel index`);
  return withThreshold(modelFromBytes(bytes));
}

/** Learns from the decisions known by `asOf` (seconds) alone. */
export function learnTriage(history: History, asOf: number): Triage {
  return withThreshold(trainTriage(history, { asOf }));
}

/**
 * Maintainers read about the best tenth: there precision is highest for the effort. Where more than a tenth is taken
 * anyway, whatever is more likely taken than not is worth their look.
 */
function withThreshold(model: TriageModel): Triage {
  const { topTenth } = model;
  const tenth = `one in ten of the decided commits that were held back from learning reached ${topTenth.toFixed(3)}`;
  const usual =
    topTenth <= LIKELY
      ? { value: topTenth, why: tenth }
      : { value: LIKELY, why: `more likely taken than not, because ${tenth}` };
  return { model, usual };
}
