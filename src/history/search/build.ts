import { UsageError } from '../../errors.ts';
import { buildLearnedId, learnEmbedding, projectTerms } from '../../models/index.ts';
import type { HashedTerms, LearnedModel } from '../../models/index.ts';
import { LexiconBuilder } from './lexical.ts';
import type { SearchData } from './search.ts';
import { emptyVectors, packVector } from './vectors.ts';
import type { PackedVectors } from './vectors.ts';

export interface SearchDocument {
  /** Commit time in seconds; documents come in order of it. */
  readonly time: number;
  readonly terms: HashedTerms;
  /** Its unit vector where an embedder other than the learned one is used. */
  readonly vector?: Float32Array | undefined;
}

export interface SearchSource {
  /** What the index is of, e.g. the tip of mainline; given back by the opened index. */
  readonly key: string;
  /** One for each row, in row order. */
  readonly documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>;
  /** Whose vectors the documents carry; undefined: learn an embedding from the documents themselves. */
  readonly embedder?: { readonly id: string; readonly dimensions: number } | undefined;
  /**
   * A model that was learned before and is to be kept, so that old vectors stay what they are; or who gives the model
   * when all documents were read.
   */
  readonly model?: LearnedModel | ((corpus: Corpus) => Promise<LearnedModel>) | undefined;
}

/** The terms of all documents that were read, in row order. */
export type Corpus = Parameters<typeof learnEmbedding>[0];

/** Reads all documents once and builds both halves of the search in memory. */
export const buildSearchData = async (source: SearchSource): Promise<SearchData> => {
  const builder = new LexiconBuilder();
  const times: number[] = [];
  const given: (Float32Array | undefined)[] = [];
  for await (const document of source.documents) {
    if (document.time < (times.at(-1) ?? Number.NEGATIVE_INFINITY)) throw outOfOrder(times.length);
    builder.add(document.terms);
    times.push(document.time);
    if (source.embedder !== undefined) given.push(document.vector);
  }
  const model = source.embedder === undefined ? await chooseModel(source, documentsOf(builder)) : undefined;
  const vectors = emptyVectors(times.length, source.embedder?.dimensions ?? model?.dimensions ?? 1);
  for (let row = 0; row < times.length; row += 1)
    packRow(vectors, row, model === undefined ? given[row] : projectTerms(model, builder.document(row)));
  return {
    key: source.key,
    embedder: source.embedder?.id ?? buildLearnedId(model!),
    model,
    lexicon: builder.build(),
    vectors,
    times: Float64Array.from(times),
  };
};

const chooseModel = async ({ model }: SearchSource, corpus: Corpus): Promise<LearnedModel> => {
  if (typeof model === 'function') return model(corpus);
  return model ?? learnEmbedding(corpus);
};

const documentsOf = (builder: LexiconBuilder): Corpus => ({
  length: builder.rowCount,
  at: (row: number) => builder.document(row),
});

const packRow = (vectors: PackedVectors, row: number, vector: Float32Array | undefined): void => {
  if (vector === undefined) return;
  if (vector.length !== vectors.dimensions) {
    throw new UsageError(
      'vector-length',
      `row ${row} has a vector of ${vector.length} numbers, its embedder says ${vectors.dimensions}`,
    );
  }
  packVector(vectors, row, vector);
};

const outOfOrder = (row: number): UsageError =>
  new UsageError(
    'search-rows-out-of-order',
    `row ${row} is older than the row before it: rows come in order of commit time`,
  );
