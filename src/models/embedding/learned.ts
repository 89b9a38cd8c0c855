import { FIELD, fieldOf } from './hashed-terms.ts';
import type { HashedTerms } from './hashed-terms.ts';
import type { SparseMatrix } from './matrix.ts';
import { randomizedSvd } from './randomized-svd.ts';
import { seededRandom } from './random.ts';
import { toUnit } from './unit.ts';

/** What was learned from one history: the terms it knows and where each of them lies. */
export interface LearnedModel {
  readonly dimensions: number;
  /** Known terms, sorted. */
  readonly vocabulary: Uint32Array;
  /** What one occurrence of a term weighs: its inverse document frequency. */
  readonly weights: Float32Array;
  /** One component of the largest size (127) of a term's row in `axes`. */
  readonly scales: Float32Array;
  /** Term by dimension, row by row. */
  readonly axes: Int8Array;
}

/** Documents the axes are learned from; more change the neighbours of the rest by little and cost in proportion. */
const SAMPLE = 5000;
const DIMENSIONS = 128;
/** A vocabulary this many times larger than the rank leaves axes that join words instead of one axis a word. */
const TERMS_AN_AXIS = 8;
/** A term that fewer documents of the sample hold says nothing about likeness; one in more than this share neither. */
const MIN_DOCUMENTS = 4;
const MAX_SHARE = 0.2;
/** In a young repository that share would leave nothing: so many documents are never too many. */
const FEW = 40;
const MAX_VOCABULARY = 40_000;
const SEED = 20110501;

/** Any list of documents that can be asked for one of them. */
export interface Documents {
  readonly length: number;
  at(position: number): HashedTerms | undefined;
}

/** Fields that speak of meaning; single lines and whole subjects are for the exact half of the search. */
const isMeaning = (term: number): boolean => fieldOf(term) <= FIELD.identifier;

/**
 * Learns a latent embedding from a repository's own commits: tf-idf of hashed terms, then the leading axes of a sample
 * of them (latent semantic analysis, Deerwester et al. 1990). Needs no download and no labels; the same documents give
 * the same bytes. An empty history gives a model of no terms, whose vectors are all zero.
 */
export const learnEmbedding = (documents: Documents): LearnedModel => {
  const sample = chooseSample(documents);
  const { vocabulary, weights } = chooseVocabulary(sample);
  if (vocabulary.length === 0) return emptyModel();
  const rank = Math.min(DIMENSIONS, Math.ceil(vocabulary.length / TERMS_AN_AXIS));
  const { axes, values } = randomizedSvd(buildRows(sample, vocabulary, weights), rank, SEED);
  const rows = new Float32Array(vocabulary.length * DIMENSIONS);
  for (let term = 0; term < vocabulary.length; term += 1) {
    for (let k = 0; k < axes.columns; k += 1) {
      rows[term * DIMENSIONS + k] = axes.values[term * axes.columns + k] * flatten(values[k]);
    }
  }
  return { dimensions: DIMENSIONS, vocabulary, weights, ...quantiseRows(rows, DIMENSIONS) };
};

/** Strong axes are made weaker by the root of their strength, else a few broad topics decide every likeness. */
const flatten = (singularValue: number): number => (singularValue > 0 ? 1 / Math.sqrt(singularValue) : 0);

const emptyModel = (): LearnedModel => ({
  dimensions: DIMENSIONS,
  vocabulary: new Uint32Array(0),
  weights: new Float32Array(0),
  scales: new Float32Array(0),
  axes: new Int8Array(0),
});

/** Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2 S): in order, each with the same chance. */
const chooseSample = (documents: Documents): readonly HashedTerms[] => {
  const random = seededRandom(SEED);
  const sample: HashedTerms[] = [];
  const wanted = Math.min(SAMPLE, documents.length);
  for (let i = 0; i < documents.length && sample.length < wanted; i += 1) {
    if (random() * (documents.length - i) < wanted - sample.length) sample.push(documents.at(i)!);
  }
  return sample;
};

const chooseVocabulary = (
  sample: readonly HashedTerms[],
): { readonly vocabulary: Uint32Array; readonly weights: Float32Array } => {
  const all = new Uint32Array(sample.reduce((sum, document) => sum + document.hashes.length, 0));
  let size = 0;
  for (const { hashes } of sample) {
    for (const term of hashes) if (isMeaning(term)) all[size++] = term;
  }
  const sorted = all.subarray(0, size).sort();
  const found: { readonly term: number; readonly documents: number }[] = [];
  for (let from = 0, to = 0; from < size; from = to) {
    while (to < size && sorted[to] === sorted[from]) to += 1;
    const documents = to - from;
    if (documents >= MIN_DOCUMENTS && documents <= Math.max(FEW, sample.length * MAX_SHARE))
      found.push({ term: sorted[from], documents });
  }
  found.sort((a, b) => b.documents - a.documents || a.term - b.term);
  const kept = found.slice(0, MAX_VOCABULARY).sort((a, b) => a.term - b.term);
  return {
    vocabulary: Uint32Array.from(kept, (entry) => entry.term),
    weights: Float32Array.from(kept, (entry) => Math.log(1 + sample.length / entry.documents)),
  };
};

const buildRows = (sample: readonly HashedTerms[], vocabulary: Uint32Array, weights: Float32Array): SparseMatrix => {
  const starts = new Uint32Array(sample.length + 1);
  const room = sample.reduce((sum, document) => sum + document.hashes.length, 0);
  const indices = new Uint32Array(room);
  const values = new Float32Array(room);
  let size = 0;
  sample.forEach((document, row) => {
    const from = size;
    let norm = 0;
    eachKnown(document, vocabulary, (term, count) => {
      const value = weights[term] * dampened(count);
      indices[size] = term;
      values[size] = value;
      norm += value * value;
      size += 1;
    });
    const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
    for (let entry = from; entry < size; entry += 1) values[entry] = values[entry] * scale;
    starts[row + 1] = size;
  });
  return {
    rows: sample.length,
    columns: vocabulary.length,
    starts,
    indices: indices.subarray(0, size),
    values: values.subarray(0, size),
  };
};

const dampened = (count: number): number => 1 + Math.log(count);

/** Walks two sorted lists together; the vocabulary is the longer one, so it is entered by leaps. */
const eachKnown = (
  document: HashedTerms,
  vocabulary: Uint32Array,
  see: (term: number, count: number) => void,
): void => {
  let at = 0;
  for (let i = 0; i < document.hashes.length; i += 1) {
    const hash = document.hashes[i];
    if (!isMeaning(hash)) break;
    at = leapTo(vocabulary, hash, at);
    if (at === vocabulary.length) break;
    if (vocabulary[at] === hash) see(at, document.counts[i]);
  }
};

const leapTo = (sorted: Uint32Array, value: number, from: number): number => {
  let step = 1;
  let low = from;
  while (low + step < sorted.length && sorted[low + step] < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(sorted.length, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const quantiseRows = (
  rows: Float32Array,
  width: number,
): { readonly scales: Float32Array; readonly axes: Int8Array } => {
  const count = rows.length / width;
  const scales = new Float32Array(count);
  const axes = new Int8Array(rows.length);
  for (let row = 0; row < count; row += 1) {
    let largest = 0;
    for (let k = row * width; k < (row + 1) * width; k += 1) largest = Math.max(largest, Math.abs(rows[k]));
    scales[row] = largest / 127;
    if (largest === 0) continue;
    for (let k = row * width; k < (row + 1) * width; k += 1) axes[k] = Math.round((rows[k] / largest) * 127);
  }
  return { scales, axes };
};

/** The unit vector of one document; all zero when the model knows none of its terms. */
export const projectTerms = (model: LearnedModel, document: HashedTerms): Float32Array => {
  const { dimensions, axes, scales, weights } = model;
  const vector = new Float32Array(dimensions);
  eachKnown(document, model.vocabulary, (term, count) => {
    const weight = weights[term] * scales[term] * dampened(count);
    const at = term * dimensions;
    for (let k = 0; k < dimensions; k += 1) vector[k] = vector[k] + weight * axes[at + k];
  });
  return toUnit(vector);
};
