import type { SliceResult } from './types.ts';

/** Scores and the truth of the same rows. */
export interface Scored {
  /** Larger means more likely yes. */
  readonly scores: ArrayLike<number>;
  /** 1 or 0. */
  readonly labels: ArrayLike<number>;
}

/** Bins of equally many rows for the calibration error. */
const ECE_BINS = 10;

/** 97.5 % quantile of the normal distribution. */
const Z95 = 1.959964;

interface Ranked {
  /** Row positions, best score first; ties in the order of rows. */
  readonly order: readonly number[];
  readonly positives: number;
}

const rank = ({ scores, labels }: Scored): Ranked => {
  const order = Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  return { order, positives: order.reduce((sum, row) => sum + labels[row], 0) };
};

/** For each row the middle rank (1-based, rising) of its score among `scores`. */
const middleRanks = (scores: readonly number[]): Float64Array => {
  const order = scores.map((_, at) => at).sort((a, b) => scores[a] - scores[b]);
  const ranks = new Float64Array(scores.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
};

const variance = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
};

export interface Auc {
  readonly auc: number;
  /** DeLong's 95 % interval, clipped to [0, 1]. */
  readonly low: number;
  readonly high: number;
}

/** Area under the ROC curve with DeLong's interval (in the rank form of Sun and Xu); undefined with one class only. */
export const measureAuc = ({ scores, labels }: Scored): Auc | undefined => {
  const all = Array.from(scores);
  const yes = all.filter((_, row) => labels[row] === 1);
  const no = all.filter((_, row) => labels[row] === 0);
  if (yes.length === 0 || no.length === 0) return undefined;
  const among = middleRanks(all);
  const yesRanks = Array.from(among.filter((_, row) => labels[row] === 1));
  const noRanks = Array.from(among.filter((_, row) => labels[row] === 0));
  const withinYes = middleRanks(yes);
  const withinNo = middleRanks(no);
  const beats = yesRanks.map((own, at) => (own - withinYes[at]) / no.length);
  const beaten = noRanks.map((own, at) => 1 - (own - withinNo[at]) / yes.length);
  const auc = beats.reduce((sum, value) => sum + value, 0) / yes.length;
  const spread = Z95 * Math.sqrt(variance(beats) / yes.length + variance(beaten) / no.length);
  return { auc, low: Math.max(0, auc - spread), high: Math.min(1, auc + spread) };
};

/** Average precision: the mean of precision at each positive; tied scores count as one step. */
export const measureAp = (scored: Scored): number | undefined => {
  const { order, positives } = rank(scored);
  if (positives === 0) return undefined;
  let sum = 0;
  let found = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let yes = 0;
    while (to < order.length && scored.scores[order[to]] === scored.scores[order[from]]) {
      yes += scored.labels[order[to]];
      to += 1;
    }
    found += yes;
    sum += yes * (found / to);
    from = to;
  }
  return sum / positives;
};

/** Share of rows that must be read, best first, until at least `recall` of the positives were seen. */
export const measureRead = (scored: Scored, recall: number): number | undefined => {
  const { order, positives } = rank(scored);
  if (positives === 0) return undefined;
  const wanted = Math.ceil(recall * positives - 1e-9);
  let found = 0;
  for (const [at, row] of order.entries()) {
    found += scored.labels[row];
    if (found >= wanted) return (at + 1) / order.length;
  }
  return 1;
};

/** Precision and recall of the best tenth of the rows (rounded up). */
export const measureTop = (scored: Scored, share = 0.1): { precision: number; recall: number } | undefined => {
  const { order, positives } = rank(scored);
  if (positives === 0) return undefined;
  const taken = order.slice(0, Math.ceil(order.length * share));
  const found = taken.reduce((sum, row) => sum + scored.labels[row], 0);
  return { precision: found / taken.length, recall: found / positives };
};

export interface ReliabilityPoint {
  readonly n: number;
  /** Mean probability and share of positives in the bin. */
  readonly said: number;
  readonly was: number;
}

/** Rows sorted by probability and cut into {@link ECE_BINS} bins of equally many rows. */
export const measureReliability = (scored: Scored, bins = ECE_BINS): ReliabilityPoint[] => {
  const { order } = rank(scored);
  const points: ReliabilityPoint[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const rows = order.slice(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins));
    if (rows.length === 0) continue;
    const mean = (of: ArrayLike<number>): number => rows.reduce((sum, row) => sum + of[row], 0) / rows.length;
    points.push({ n: rows.length, said: mean(scored.scores), was: mean(scored.labels) });
  }
  return points.reverse();
};

/** Expected calibration error: mean distance of said and was over bins, weighted by their rows. */
export const measureEce = (scored: Scored): number | undefined => {
  if (scored.scores.length === 0) return undefined;
  const points = measureReliability(scored);
  return points.reduce((sum, { n, said, was }) => sum + n * Math.abs(said - was), 0) / scored.scores.length;
};

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

const MOST_POINTS = 200;

/** Points of the ROC curve (false positive rate, recall) and of the precision-recall curve (recall, precision). */
export const measureCurves = (scored: Scored): { roc: CurvePoint[]; precisionRecall: CurvePoint[] } => {
  const { order, positives } = rank(scored);
  const negatives = order.length - positives;
  const roc: CurvePoint[] = [{ x: 0, y: 0 }];
  const precisionRecall: CurvePoint[] = [];
  let found = 0;
  let drawn = 0;
  for (let at = 0; at < order.length; at += 1) {
    found += scored.labels[order[at]];
    const tied = at + 1 < order.length && scored.scores[order[at + 1]] === scored.scores[order[at]];
    const due = Math.floor(((at + 1) * MOST_POINTS) / order.length) > drawn || at < 20 || at + 1 === order.length;
    if (tied || !due) continue;
    drawn = Math.floor(((at + 1) * MOST_POINTS) / order.length);
    if (negatives > 0 && positives > 0) roc.push({ x: (at + 1 - found) / negatives, y: found / positives });
    if (positives > 0) precisionRecall.push({ x: found / positives, y: found / (at + 1) });
  }
  return { roc, precisionRecall };
};

/** All numbers of one slice; `scores` must be probabilities. */
export const measureSlice = (scored: Scored): SliceResult => {
  const auc = measureAuc(scored);
  const top = measureTop(scored);
  return {
    n: scored.scores.length,
    positives: Array.from(scored.labels).reduce((sum, label) => sum + label, 0),
    auc: auc?.auc ?? null,
    aucLow: auc?.low ?? null,
    aucHigh: auc?.high ?? null,
    ap: measureAp(scored) ?? null,
    read90: measureRead(scored, 0.9) ?? null,
    read95: measureRead(scored, 0.95) ?? null,
    precisionTop10: top?.precision ?? null,
    recallTop10: top?.recall ?? null,
    ece: measureEce(scored) ?? null,
  };
};
