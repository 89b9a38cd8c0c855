import { FIELD_COUNT, fieldOf } from '../../models/index.ts';
import type { HashedTerms } from '../../models/index.ts';
import { CHANNELS, CHANNEL_COUNT, inField, lowerBound } from './lexical.ts';
import type { Lexicon } from './lexical.ts';

/** BM25's saturation and length normalisation (Robertson and Zaragoza 2009, 3.4), per field. */
const K = 1;
const B = 0.6;

/** A term in more than this share of the older commits says little and costs most. */
const MAX_SHARE = 0.1;
const MAX_SHARE_FLOOR = 50;
/** Postings read for one query at most, rarest terms first: bounds the time of a query, whatever the size of the history. */
const MAX_POSTINGS = 300_000;

/** A stretch of postings that the query meets. */
export interface Match {
  readonly channel: number;
  readonly field: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** For every channel the fields of the query, so that a term is looked up where it can match. */
const CHANNELS_FROM = Array.from({ length: FIELD_COUNT }, (_, field) =>
  CHANNELS.flatMap((channel, index) => (channel.from === field ? [{ channel: index, to: channel.to }] : [])),
);

export const averageLengths = (lexicon: Lexicon): Float64Array => {
  const sums = new Float64Array(FIELD_COUNT);
  for (let at = 0; at < lexicon.lengths.length; at += 1)
    sums[at % FIELD_COUNT] = sums[at % FIELD_COUNT] + lexicon.lengths[at];
  return sums.map((sum) => Math.max(1, sum / Math.max(1, lexicon.rowCount)));
};

/**
 * The postings below `limit` that the query meets, rarest first, as many as the budget allows; document frequencies
 * count only rows below the limit.
 */
export const listMatches = (lexicon: Lexicon, query: HashedTerms, limit: number): Match[] => {
  const most = limit * MAX_SHARE + MAX_SHARE_FLOOR;
  const matches: Match[] = [];
  for (let i = 0; i < query.hashes.length; i += 1) {
    const term = query.hashes[i];
    for (const { channel, to: field } of CHANNELS_FROM[fieldOf(term)]) {
      const { from, to } = findPostings(lexicon, inField(term, field), limit);
      if (to === from || to - from > most) continue;
      const rarity = Math.log(1 + (limit - (to - from) + 0.5) / (to - from + 0.5));
      const count = query.counts[i];
      matches.push({ channel, field, from, to, weight: (rarity * rarity * 2 * count) / (count + 1) });
    }
  }
  matches.sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from || a.channel - b.channel);
  let left = MAX_POSTINGS;
  const cut = matches.findIndex(({ from, to }) => (left -= to - from) < 0);
  return cut < 0 ? matches : matches.slice(0, cut);
};

export const findPostings = (
  lexicon: Lexicon,
  term: number,
  limit: number,
): { readonly from: number; readonly to: number } => {
  const at = lowerBound(lexicon.terms, term);
  if (lexicon.terms[at] !== term) return { from: 0, to: 0 };
  const from = lexicon.starts[at];
  return { from, to: lowerBound(lexicon.rows, limit, from, lexicon.starts[at + 1]) };
};

export interface Walk {
  readonly lexicon: Lexicon;
  readonly averages: Float64Array;
  readonly matches: readonly Match[];
}

/** Adds to each row of `into` the weights of its terms in common, each times the weight of its channel. */
export const sumAll = ({ lexicon, averages, matches }: Walk, channels: Float64Array, into: Float32Array): void => {
  const { rows, counts, lengths } = lexicon;
  for (const { channel, field, from, to, weight } of matches) {
    const slope = (K * B) / averages[field];
    const scale = weight * channels[channel];
    for (let at = from; at < to; at += 1) {
      const row = rows[at];
      const count = counts[at];
      into[row] += (scale * count) / (count + K * (1 - B) + slope * lengths[row * FIELD_COUNT + field]);
    }
  }
};

/**
 * The same by channel for some rows: sum of candidate i in channel c is at i * CHANNEL_COUNT + c. `slots` has one zero
 * for each row of the index, and is left so.
 */
export const sumChannels = (
  { lexicon, averages, matches }: Walk,
  candidates: readonly number[],
  slots: Uint32Array,
): Float32Array => {
  const sums = new Float32Array(candidates.length * CHANNEL_COUNT);
  candidates.forEach((row, at) => (slots[row] = at + 1));
  const { rows, counts, lengths } = lexicon;
  for (const { channel, field, from, to, weight } of matches) {
    const slope = (K * B) / averages[field];
    for (let at = from; at < to; at += 1) {
      const row = rows[at];
      const slot = slots[row];
      if (slot === 0) continue;
      const count = counts[at];
      const norm = count + K * (1 - B) + slope * lengths[row * FIELD_COUNT + field];
      sums[(slot - 1) * CHANNEL_COUNT + channel] += (weight * count) / norm;
    }
  }
  for (const row of candidates) slots[row] = 0;
  return sums;
};
