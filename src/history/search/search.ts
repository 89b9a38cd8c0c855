import { projectTerms } from '../../models/index.ts';
import type { HashedTerms, LearnedModel } from '../../models/index.ts';
import { listReasons } from './because.ts';
import { averageLengths, listMatches, sumAll, sumChannels } from './channel-sums.ts';
import type { Walk } from './channel-sums.ts';
import { lowerBound } from './lexical.ts';
import type { Lexicon } from './lexical.ts';
import { FIRST_WEIGHTS, fusedScore } from './ranking.ts';
import { topRows } from './top.ts';
import { searchVectors } from './vectors.ts';
import type { PackedVectors, VectorHit } from './vectors.ts';

/** Everything a search needs, as {@link openSearchIndex} reads it. */
export interface SearchData {
  /** What its writer said it is of, e.g. the tip of mainline. */
  readonly key: string;
  /** Id of the embedder whose vectors these are. */
  readonly embedder: string;
  /** The learned model, undefined when another embedder made the vectors. */
  readonly model: LearnedModel | undefined;
  readonly lexicon: Lexicon;
  readonly vectors: PackedVectors;
  /** Commit time of each row in seconds, ascending. */
  readonly times: Float64Array;
}

export interface SearchQuery {
  readonly terms: HashedTerms;
  /** The query's unit vector; by default the learned model projects its terms. */
  readonly vector?: Float32Array | undefined;
  /** Only rows below this one are searched, and only they count in the statistics of terms. */
  readonly below: number;
  /** Commit time of the query in seconds: nearer in time is a little likelier. */
  readonly time: number;
  /** The query's own row, which never is an answer. */
  readonly exclude?: number | undefined;
  readonly limit: number;
  /** Texts of the query's terms, see extractTermTexts; without them `because` is empty. */
  readonly texts?: ReadonlyMap<number, string> | undefined;
}

export interface SearchHit {
  readonly row: number;
  /** Fused score, larger is nearer; only comparable within one answer. */
  readonly score: number;
  /** Undefined when the row or the query has no vector. */
  readonly cosine: number | undefined;
  /** What matched, at most 8 phrases. */
  readonly because: readonly string[];
}

export interface SearchIndex {
  readonly key: string;
  readonly embedder: string;
  readonly rowCount: number;
  /** Number of rows whose commit time is before `time` (seconds): the bound for an as-of search. */
  rowsBefore(time: number): number;
  /** Commits like the query among the rows below its bound, nearest first. */
  search(query: SearchQuery): readonly SearchHit[];
  /** The full-text half alone: the best rows below `below` by its first, cheap score. */
  matching(
    terms: HashedTerms,
    below: number,
    count: number,
  ): readonly { readonly row: number; readonly score: number }[];
  /** The vector half alone: the nearest rows below `below` by cosine. */
  nearest(vector: Float32Array, below: number, count: number): readonly VectorHit[];
  /** The stored vector of a row. */
  vectorOf(row: number): Float32Array;
  /** The learned model's vector of other terms; undefined where another embedder made the vectors. */
  project(terms: HashedTerms): Float32Array | undefined;
}

/** Best rows of each half that are ranked with care. */
const LEXICAL_CANDIDATES = 200;
const VECTOR_CANDIDATES = 100;

export const makeSearchIndex = (data: SearchData): SearchIndex => {
  const { lexicon, model, times } = data;
  const vectors = searchVectors(data.vectors);
  const averages = averageLengths(lexicon);
  const totals = new Float32Array(lexicon.rowCount);
  const slots = new Uint32Array(lexicon.rowCount);
  const project = (terms: HashedTerms): Float32Array | undefined =>
    model === undefined ? undefined : projectTerms(model, terms);

  const walkOf = (terms: HashedTerms, limit: number): Walk => ({
    lexicon,
    averages,
    matches: listMatches(lexicon, terms, limit),
  });
  const firstRows = (walk: Walk, limit: number, count: number) => {
    totals.fill(0, 0, limit);
    sumAll(walk, FIRST_WEIGHTS, totals);
    return topRows({ scores: totals, count: limit, limit: count, floor: 0 });
  };

  const search = (query: SearchQuery): readonly SearchHit[] => {
    const limit = boundOf(query.below);
    const vector = withDirection(query.vector ?? project(query.terms));
    const walk = walkOf(query.terms, limit);
    const rows = new Set(firstRows(walk, limit, LEXICAL_CANDIDATES).map((hit) => hit.row));
    if (vector !== undefined) for (const hit of vectors.nearest(vector, limit, VECTOR_CANDIDATES)) rows.add(hit.row);
    if (query.exclude !== undefined) rows.delete(query.exclude);
    const candidates = [...rows];
    const sums = sumChannels(walk, candidates, slots);
    const hits = candidates.map((row, position) => {
      const cosine = vector === undefined || data.vectors.scales[row] === 0 ? undefined : vectors.cosine(vector, row);
      const [age, size] = [query.time - times[row], sizeOf(lexicon, row)];
      return { row, score: fusedScore({ sums, position, age, size, cosine: cosine ?? 0 }), cosine };
    });
    hits.sort((a, b) => b.score - a.score || b.row - a.row);
    const because = (row: number): string[] =>
      query.texts === undefined ? [] : listReasons({ lexicon, query: query.terms, texts: query.texts, row, limit });
    return hits.slice(0, query.limit).map(({ row, score, cosine }) => ({ row, score, cosine, because: because(row) }));
  };

  const boundOf = (below: number): number => Math.max(0, Math.min(below, lexicon.rowCount));

  return {
    key: data.key,
    embedder: data.embedder,
    rowCount: lexicon.rowCount,
    rowsBefore: (time) => lowerBound(times, time),
    search,
    matching: (terms, below, count) => firstRows(walkOf(terms, boundOf(below)), boundOf(below), count),
    nearest: (vector, below, count) => vectors.nearest(vector, boundOf(below), count),
    vectorOf: vectors.vectorOf,
    project,
  };
};

const withDirection = (vector: Float32Array | undefined): Float32Array | undefined =>
  vector?.some((value) => value !== 0) ? vector : undefined;

const sizeOf = (lexicon: Lexicon, row: number): number => {
  let size = 0;
  const fields = lexicon.lengths.length / Math.max(1, lexicon.rowCount);
  for (let at = row * fields; at < (row + 1) * fields; at += 1) size += lexicon.lengths[at];
  return size;
};
