import type { DocumentTerms, SearchIndex } from './search/index.ts';
import type { History, Neighbour } from './types.ts';

/** What is being compared: a mainline commit, a stable copy, or a patch that is in no repository yet. */
export interface NeighbourQuery {
  readonly terms: DocumentTerms;
  /** What each term was, for saying why; without it `because` is empty. */
  readonly texts?: ReadonlyMap<number, string> | undefined;
  /** The commit's own row, which is never its neighbour. Left out for stable copies: their mainline commit should come first. */
  readonly row?: number | undefined;
  /** Commit time of the query, seconds. */
  readonly time: number;
  /** From another embedder than the learned one. */
  readonly vector?: Float32Array | undefined;
}

export interface NeighbourRequest {
  readonly history: History;
  /** Made from the same history. */
  readonly search: SearchIndex;
  readonly query: NeighbourQuery;
  /** Nothing of this second or later is known: neither commits nor decisions. */
  readonly asOf: number;
  readonly limit: number;
}

/** Mainline commits like the query that were committed before `asOf`, nearest first, with what was decided about each by then. */
export function findNeighbours({ history, search, query, asOf, limit }: NeighbourRequest): readonly Neighbour[] {
  if (search.rowCount !== history.commits.length) {
    throw new Error(
      `the search index holds ${search.rowCount} commits, the history ${history.commits.length}: they are of different days`,
    );
  }
  const { terms, texts, time, vector, row: exclude } = query;
  const hits = search.search({ terms, texts, time, vector, exclude, below: search.rowsBefore(asOf), limit });
  return hits.map(({ row, score, cosine, because }): Neighbour => {
    const commit = history.commits[row];
    const decision = history.decision(row, asOf);
    return {
      row,
      sha: commit.sha,
      subject: commit.subject,
      score,
      cosine,
      because,
      decision,
      takenBy: listTakers(history, row, asOf),
    };
  });
}

/** Names of the branches that held the commit on that day because they had taken it, each once, oldest pick first. */
export function listTakers(history: History, row: number, asOf: number): readonly string[] {
  const kept = history
    .picks(row)
    .filter(({ knownSince, revertedAt }) => knownSince <= asOf && (revertedAt === undefined || revertedAt > asOf));
  return [...new Set(kept.map(({ branch }) => history.branches[branch]?.name ?? ''))];
}
