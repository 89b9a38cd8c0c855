import { followUpsOf, releaseOf } from '../evidence/index.ts';
import { listTakers, type FixesLink, type HistoryStore } from '../history/index.ts';
import type { Copy, Explanation, RelatedCommit } from './answers.ts';
import { isoDate } from './dates.ts';
import { readIncoming } from './branches/incoming.ts';
import { findCommit } from './references/find-commit.ts';
import { draftCommit, finishCommit, laneOf, type Bench } from './judge.ts';
import { openMailView } from './indexing/mail-step.ts';
import { walkNeighbours } from './neighbours.ts';
import { withIndex } from './indexing/open-index.ts';
import { choosePrecedents } from './precedents.ts';
import { loadOrKeep } from './indexing/kept-history.ts';
import { layBench, lookAt, scoreReadable, triageOf } from './lay-bench.ts';
import { readChanges } from './read-views.ts';
import { chooseThreshold } from './threshold.ts';
import { openSearch } from './indexing/search-step.ts';
import type { Precedent } from './types.ts';
import type { Workspace } from './workspace.ts';

export interface ExplainRequest {
  /** A commit as a person writes it. */
  readonly commit: string;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

/**
 * Everything known about one commit as of a day. A stable commit is told by the mainline commit that it copies.
 * @throws UsageError when there is no such commit, or it is neither on mainline nor a copy of a mainline commit.
 */
export async function runExplain(workspace: Workspace, request: ExplainRequest): Promise<Explanation> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadOrKeep(workspace, store);
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), coming };
    const { row, asked } = await findCommit(workspace, bench, request.commit);
    const triage = await triageOf(workspace, { store, history: bench.history, asOf: bench.asOf });
    const mail = await openMailView(workspace, { bench, rows: [row], update: request.update });
    const observe = await lookAt(workspace, { store, bench, rows: [row] });
    const changes = await readChanges(workspace, { ...bench, rows: [row] });
    const draft = draftCommit({ ...bench, mail, observe, changes }, row, scoreReadable(bench, triage, [row]).get(row));
    const threshold = chooseThreshold({ ...workspace.config.select, max: undefined, usual: triage.usual }, []);
    const lane = laneOf(bench, draft, threshold);
    return {
      asOf: isoDate(bench.asOf),
      mainline: history.mainline.ref,
      asked,
      commit: finishCommit(draft, lane, await precedentsOf(workspace, { store, bench, row })),
      threshold: threshold.value,
      thresholdWhy: threshold.why,
      release: releaseOf(history, row, bench.asOf)?.name,
      decision: bench.history.decision(row, bench.asOf),
      copies: listCopies(bench, row),
      ...listRelated(bench, row),
    };
  });
}

/** More precedents than a proposal shows: a person who asks about one commit wants to look around. */
const SHOWN = 8;

async function precedentsOf(
  workspace: Workspace,
  { store, bench, row }: { readonly store: HistoryStore; readonly bench: Bench; readonly row: number },
): Promise<readonly Precedent[]> {
  const search = await openSearch(workspace, store);
  for await (const { neighbours } of walkNeighbours({ workspace, bench, search, limit: 30 }, [
    bench.history.commits[row].sha,
  ]))
    return choosePrecedents(neighbours, SHOWN);
  return [];
}

function listCopies({ history, asOf }: Bench, row: number): readonly Copy[] {
  return history
    .picks(row)
    .filter((pick) => pick.knownSince <= asOf)
    .map(({ branch, stableSha, how, knownSince, revertedAt }) => ({
      branch: history.branches[branch]?.name ?? '',
      sha: stableSha,
      how,
      knownSince: isoDate(knownSince),
      revertedAt: revertedAt === undefined || revertedAt > asOf ? undefined : isoDate(revertedAt),
    }));
}

type Related = Pick<Explanation, 'fixes' | 'fixedBy' | 'reverts' | 'revertedBy'>;

function listRelated(bench: Bench, row: number): Related {
  const commit = bench.history.commits[row];
  const later = followUpsOf({ history: bench.history, row, asOf: bench.asOf }).filter(
    (followUp) => followUp.depth === 1,
  );
  const rowsOf = (kind: 'fix' | 'revert') => later.filter((followUp) => followUp.kind === kind);
  return {
    fixes: (commit?.fixes ?? []).map((link) => relateLink(bench, link)),
    fixedBy: rowsOf('fix').map((followUp) => relateRow(bench, followUp.row)),
    reverts: (commit?.reverts ?? []).map((target) => relateRow(bench, target)),
    revertedBy: rowsOf('revert').map((followUp) => relateRow(bench, followUp.row)),
  };
}

function relateLink(bench: Bench, { row, id, subject }: FixesLink): RelatedCommit {
  if (row !== undefined) return relateRow(bench, row);
  return { sha: undefined, id, subject, release: undefined, takenBy: [] };
}

function relateRow({ history, asOf }: Bench, row: number): RelatedCommit {
  const commit = history.commits[row];
  return {
    sha: commit?.sha,
    id: undefined,
    subject: commit?.subject,
    release: releaseOf(history, row, asOf)?.name,
    takenBy: listTakers(history, row, asOf),
  };
}
