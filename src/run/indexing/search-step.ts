import path from 'node:path';
import { AutoselError, UsageError } from '../../errors.ts';
import {
  decodeTerms,
  openSearchIndex,
  writeSearchIndex,
  type Corpus,
  type HistoryStore,
  type SearchDocument,
  type SearchIndex,
} from '../../history/index.ts';
import type { Sha } from '../../git/index.ts';
import { decodeModel, encodeModel, learnEmbedding, type LearnedModel } from '../../models/index.ts';
import { embedderName, openEmbedder } from './embedder.ts';
import { hashInputs, ledgerBlob, loadLedger, withStep } from '../ledger.ts';
import type { StepDone } from './update.ts';
import { updateVectors } from './vectors.ts';
import type { Workspace } from '../workspace.ts';
import { plural } from '../../plural.ts';

const STEP = 'search';
const LEARNING = 'embedding';
const MODEL = 'search/embedding';
/** Changes whenever the search index is made in another way. */
const VERSION = 1;
/** The embedding is learned anew when the corpus has grown by this share since; until then new commits are folded in. */
const GROWTH = 0.25;

/** Everything that the search is made of besides the store itself. */
export interface SearchPlace {
  readonly workspace: Workspace;
  readonly store: HistoryStore;
  /** Of the history that the search must fit. */
  readonly fingerprint: string;
}

/** Brings the search index up to date with the history: learns the embedding when that is due, then writes the file. */
export async function updateSearch(place: SearchPlace): Promise<StepDone> {
  if (await isSearchCurrent(place)) return { name: STEP, did: 'nothing new' };
  const isLearned = place.workspace.config.embedder.kind === 'learned';
  return { name: STEP, did: isLearned ? await indexLearned(place) : await indexEmbedded(place) };
}

/** @throws UsageError or InfrastructureError when the search is missing, damaged or of another state of the history. */
export async function openSearch(workspace: Workspace, store: HistoryStore): Promise<SearchIndex> {
  const state = await store.loadState();
  const place = { workspace, store, fingerprint: state?.fingerprint ?? '' };
  const search = openSearchIndex(fileOf(place));
  if (search.key === keyOf(place)) return search;
  throw new UsageError('index-unfinished', `the index in ${store.where} is not finished: run autosel index`);
}

/** False where the next update writes it anew: another state of the history, another embedder, another way of making it. */
export async function isSearchCurrent({
  workspace,
  store,
}: Pick<SearchPlace, 'workspace' | 'store'>): Promise<boolean> {
  try {
    await openSearch(workspace, store);
    return true;
  } catch (error) {
    if (error instanceof AutoselError && error.code !== 'search-index-newer') return false;
    throw error;
  }
}

const fileOf = ({ workspace }: SearchPlace) => path.join(workspace.storeFolder, 'search.bin');

const keyOf = ({ workspace, fingerprint }: SearchPlace) =>
  hashInputs([VERSION, fingerprint, embedderName(workspace.config.embedder)]);

async function indexLearned(place: SearchPlace): Promise<string> {
  let did = '';
  const model = async (corpus: Corpus): Promise<LearnedModel> => {
    const settled = await settleModel(place, corpus);
    did = settled.did;
    return settled.model;
  };
  const documents = walkDocuments(place);
  const { rows } = await writeSearchIndex(fileOf(place), { key: keyOf(place), documents, model });
  return `${plural(rows, 'commit')}; ${did}`;
}

async function indexEmbedded(place: SearchPlace): Promise<string> {
  const embedder = await openEmbedder(place.workspace);
  if (embedder === undefined) throw new Error('the learned embedder is no embedder of its own');
  const shas: Sha[] = [];
  for await (const { sha } of place.store.loadTerms('mainline')) shas.push(sha);
  const vectors = await updateVectors(place.workspace, place.store, { embedder, shas });
  const documents = walkDocuments(place, vectors);
  const { rows } = await writeSearchIndex(fileOf(place), { key: keyOf(place), documents, embedder });
  return `${plural(rows, 'commit')} with vectors of ${embedder.id}`;
}

/** Every mainline commit in the order of the history's rows, one at a time: the terms of all take much memory. */
async function* walkDocuments(
  { workspace, store }: SearchPlace,
  vectors?: ReadonlyMap<Sha, Float32Array>,
): AsyncGenerator<SearchDocument> {
  let done = 0;
  for await (const { sha, commitTime, terms } of store.loadTerms('mainline')) {
    if (done % 5000 === 0) workspace.progress({ step: 'search', done, total: undefined, unit: 'commits' });
    done++;
    yield { time: commitTime, terms: decodeTerms(terms), vector: vectors?.get(sha) };
  }
}

/** The embedding that was learned before while it still fits the corpus, else a new one, stored before it is used. */
async function settleModel(
  { workspace, store }: SearchPlace,
  corpus: Corpus,
): Promise<{ readonly model: LearnedModel; readonly did: string }> {
  const ledger = await loadLedger(store);
  const learned = ledger.steps[LEARNING];
  const bytes = await store.loadBlob(MODEL);
  if (bytes !== undefined && learned?.inputs === LEARNED_BY && corpus.length <= learned.commits * (1 + GROWTH))
    return { model: decodeModel(bytes), did: `embedding kept, learned from ${plural(learned.commits, 'commit')}` };
  workspace.progress({ step: 'learning the embedding', done: 0, total: undefined, unit: 'commits' });
  const model = learnEmbedding(corpus);
  const says = `embedding learned from ${plural(corpus.length, 'commit')}`;
  const step = { inputs: LEARNED_BY, says, commits: corpus.length };
  await store.saveBlobs({ [MODEL]: encodeModel(model), ...ledgerBlob(withStep(ledger, LEARNING, step)) });
  return { model, did: says };
}

const LEARNED_BY = `learned-${VERSION}`;
