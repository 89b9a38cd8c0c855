import {
  makeCommitFinder,
  openMailIndex,
  readDocumentation,
  type DocumentationIndex,
  type HistoryStore,
} from '../../history/index.ts';
import type { Bench } from '../judge.ts';
import { openSearch } from '../indexing/search-step.ts';
import { once } from '../once.ts';
import type { Workspace } from '../workspace.ts';
import type { CaseTable } from './case.ts';
import { logFromIndex } from './log-from-index.ts';
import { shareReading } from './share-reading.ts';

/** Tokens of a dossier, estimated; models with less room get less, see the panel room. */
const DOSSIER_TOKENS = 24_000;

export interface LaidTable extends Omit<CaseTable, 'guidance'> {
  close(): Promise<void>;
}

/** What cases of one run are built from, as of the bench's day. */
export async function layTable(
  workspace: Workspace,
  { store, bench, masked }: { readonly store: HistoryStore; readonly bench: Bench; readonly masked: boolean },
): Promise<LaidTable> {
  const mails = workspace.inbox.length === 0 ? undefined : await openMailIndex(workspace.storeFolder, 'read');
  const { repository, readAhead } = shareReading(workspace.repository);
  const listing = logFromIndex(repository, bench.history);
  return {
    ...{ workspace: { ...workspace, repository: listing }, readAhead, store, bench, masked, mails },
    search: await openSearch(workspace, store),
    refs: await workspace.repository.refs(),
    finder: makeCommitFinder(bench.history),
    docs: once(() => readDocs(workspace, bench)),
    tokens: DOSSIER_TOKENS,
    close: async () => {
      await mails?.close();
    },
  };
}

/** The documentation that mainline had on the day. */
function readDocs({ repository, signal }: Workspace, { history, asOf }: Bench): Promise<DocumentationIndex> {
  const { to } = history.between(0, asOf + 1);
  const sha = history.commits[to - 1]?.sha ?? history.mainline.tip;
  return readDocumentation(repository, sha, { signal });
}
