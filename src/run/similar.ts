import { UsageError } from '../errors.ts';
import type { SimilarAnswer } from './answers.ts';
import { isoDate } from './dates.ts';
import { resolveCommit } from './references/find-commit.ts';
import { walkNeighbours } from './neighbours.ts';
import { withIndex } from './indexing/open-index.ts';
import { toPrecedent } from './precedents.ts';
import { openSearch } from './indexing/search-step.ts';
import { loadOrKeep } from './indexing/kept-history.ts';
import { layBench } from './lay-bench.ts';
import type { Workspace } from './workspace.ts';

export interface SimilarRequest {
  /** A commit as a person writes it; on mainline or not. */
  readonly commit: string;
  readonly limit: number;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

/** Mainline commits like the given one, nearest first, with what was decided about them by the day asked. */
export async function runSimilar(workspace: Workspace, request: SimilarRequest): Promise<SimilarAnswer> {
  return withIndex(workspace, { update: request.update, readOnly: true }, async (store) => {
    const sha = await resolveCommit(workspace, request.commit);
    const history = await loadOrKeep(workspace, store);
    const bench = layBench(workspace, history, request);
    const search = await openSearch(workspace, store);
    for await (const { commit, neighbours } of walkNeighbours({ workspace, bench, search, limit: request.limit }, [
      sha,
    ]))
      return {
        asOf: isoDate(bench.asOf),
        commit,
        neighbours: neighbours.map((near) => ({
          ...toPrecedent(near),
          date: isoDate(history.commits[near.row].commitTime),
          score: near.score,
          cosine: near.cosine,
        })),
      };
    throw new UsageError('unknown-commit', `${request.commit} names no commit that can be read`);
  });
}
