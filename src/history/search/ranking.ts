import { CHANNELS, CHANNEL_COUNT } from './lexical.ts';

/** What a first, cheap pass over all rows adds up; only its best rows are ranked with care. */
const FIRST: Readonly<Record<string, number>> = {
  words: 1,
  paths: 1,
  folders: 0.7,
  functions: 1,
  names: 1,
  'added lines': 1,
  'surrounding lines': 0.7,
  subjects: 1,
  'lines it added': 2,
  'functions it changed by name': 0.7,
  'names that are its functions': 0.5,
};

/**
 * Weights of ln(1 + sum / 10) per channel, of the age and of the cosine. Fitted by softmax regression on commits before
 * 2023 of Linux, DPDK and Xen that say which commit they fix; later commits and other halves gave the same figures, and
 * other fits moved none of them by more than .01 (bench/similar.ts). Both kinds of lines that would need a negative
 * weight are left at zero: a copy of a commit shares them too.
 */
const SECOND: Readonly<Record<string, number>> = {
  words: 1.5,
  paths: 0.41,
  folders: 0.59,
  functions: 0.29,
  names: 1.35,
  'added lines': 0,
  'surrounding lines': 0,
  subjects: 2,
  'lines it added': 0.84,
  'functions it changed by name': 0.16,
  'names that are its functions': 0,
};

/** Per ln(1 + days) between the two commits. */
const AGE = -0.24;
/** Per ln(1 + number of terms): makes up for what length normalisation takes from large commits. */
const SIZE = 0.8;
const COSINE = 2;

const inOrder = (weights: Readonly<Record<string, number>>): Float64Array =>
  Float64Array.from(CHANNELS, (channel) => weights[channel.name]);

/** Weights of the channels in the first pass. */
export const FIRST_WEIGHTS = inOrder(FIRST);
const SECOND_WEIGHTS = inOrder(SECOND);

export interface Candidate {
  /** Of all candidates, see sumChannels. */
  readonly sums: Float32Array;
  /** Position of this one among them. */
  readonly position: number;
  /** Seconds between the query and the candidate's commit. */
  readonly age: number;
  /** Number of its terms. */
  readonly size: number;
  readonly cosine: number;
}

/** The fused score: a log-odds-like number, only comparable within one answer. */
export const fusedScore = (candidate: Candidate): number => {
  const at = candidate.position * CHANNEL_COUNT;
  let score =
    COSINE * candidate.cosine + AGE * Math.log1p(Math.abs(candidate.age) / 86400) + SIZE * Math.log1p(candidate.size);
  for (let channel = 0; channel < CHANNEL_COUNT; channel += 1) {
    const sum = candidate.sums[at + channel];
    if (sum > 0) score += SECOND_WEIGHTS[channel] * Math.log1p(sum / 10);
  }
  return score;
};
