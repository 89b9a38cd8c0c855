import { UsageError } from '../errors.ts';
import { buildHistory } from './model/build.ts';
import type { HistoryStore } from './store/index.ts';
import type { Review } from './reviews/index.ts';
import type { History } from './types.ts';

export interface LoadOptions {
  /** See `HistoryValues.patience`. */
  readonly patience?: number;
  /** See `HistoryValues.reviews`. */
  readonly reviews?: readonly Review[];
}

/** Reads the last finished update. UsageError `no-index` when there is none. */
export async function loadHistory(store: HistoryStore, options: LoadOptions = {}): Promise<History> {
  const model = await store.loadReadModel();
  if (model === undefined)
    throw new UsageError('no-index', `nothing is indexed yet in ${store.where}: run autosel index first`);
  const { state, commits, branches, contains, picks, releases } = model;
  return buildHistory({
    mainline: state.mainline,
    numberNames: state.numberNames,
    commits,
    branches,
    contains,
    picks,
    releases,
    end: state.end,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.reviews === undefined ? {} : { reviews: options.reviews }),
  });
}
