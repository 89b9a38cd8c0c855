import { UsageError } from '../../errors.ts';
import type { Repository } from '../../git/index.ts';
import { listWords } from '../../list-words.ts';
import { listKeptBeside } from '../store/index.ts';
import type { HistoryState, HistoryStore } from '../store/index.ts';

interface Owned {
  readonly repository: Repository;
  readonly store: HistoryStore;
}

/** A store knows its repository by the oldest commits; if none of them is there, it was made from another one. UsageError `store-mismatch`. */
export async function checkRepository(state: HistoryState, { repository, store }: Owned): Promise<void> {
  if (await isOwnRepository(state, repository)) return;
  const kept = listKeptBeside(store.where);
  const found = `the index in ${store.where} was made from another repository than ${repository.dir}: name another folder with --store`;
  throw new UsageError(
    'store-mismatch',
    kept.length === 0
      ? `${found}, or give this one up with autosel index --rebuild; it holds nothing that cannot be made anew`
      : `${found}; this one holds ${listWords(kept)} of that repository, which cannot be made anew`,
  );
}

/** Before an index is thrown away: what people said and sent about another repository must not become this one's. UsageError `store-mismatch`. */
export async function checkRebuild(state: HistoryState, { repository, store }: Owned): Promise<void> {
  const kept = listKeptBeside(store.where);
  if (kept.length === 0 || (await isOwnRepository(state, repository))) return;
  throw new UsageError(
    'store-mismatch',
    `nothing was rebuilt: the index in ${store.where} was made from another repository than ${repository.dir}, and beside it lie ${listWords(kept)} of that repository, which would be taken for this one's: name another folder with --store, or move this one away first`,
  );
}

async function isOwnRepository(state: HistoryState, repository: Repository): Promise<boolean> {
  for await (const commit of repository.commits(state.oldest)) if (commit.kind === 'commit') return true;
  return state.oldest.length === 0;
}
