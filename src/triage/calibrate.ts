/** Probability = 1 / (1 + exp(-(slope * logOdds + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

export const calibrated = ({ slope, offset }: Calibration, logOdds: number): number =>
  1 / (1 + Math.exp(-(slope * logOdds + offset)));

/**
 * What the belief "the forest says neither too much nor too little" is worth, in units of the sum of p(1-p)x² over held
 * back rows: two thousand rows of a kernel-like history weigh as much.
 */
const DOUBT = 1000;

const MOST_STEPS = 50;

const mean = (values: ArrayLike<number>, of: (value: number) => number): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += of(values[at]);
  return sum / values.length;
};

/** Platt's slope with a free offset, drawn towards 1, by Newton steps. */
const fitSlope = (logOdds: ArrayLike<number>, labels: ArrayLike<number>): number => {
  let slope = 1;
  let offset = 0;
  for (let turn = 0; turn < MOST_STEPS; turn += 1) {
    let [gs, go, hss, hso, hoo] = [DOUBT * (slope - 1), offset, DOUBT, 0, 1];
    for (let row = 0; row < logOdds.length; row += 1) {
      const x = logOdds[row];
      const p = calibrated({ slope, offset }, x);
      const weight = p * (1 - p);
      gs += (p - labels[row]) * x;
      go += p - labels[row];
      hss += weight * x * x;
      hso += weight * x;
      hoo += weight;
    }
    const determinant = hss * hoo - hso * hso;
    const slopeStep = (hoo * gs - hso * go) / determinant;
    const offsetStep = (hss * go - hso * gs) / determinant;
    slope = Math.min(2, Math.max(0.3, slope - slopeStep));
    offset = Math.min(5, Math.max(-5, offset - offsetStep));
    if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-9) break;
  }
  return slope;
};

/** The offset with which this slope says on average what the forest says on average, by bisection. */
const keepMean = (logOdds: ArrayLike<number>, slope: number): number => {
  const wanted = mean(logOdds, (x) => calibrated({ slope: 1, offset: 0 }, x));
  let low = -20;
  let high = 20;
  for (let turn = 0; turn < 60; turn += 1) {
    const offset = (low + high) / 2;
    if (mean(logOdds, (x) => calibrated({ slope, offset }, x)) < wanted) low = offset;
    else high = offset;
  }
  return (low + high) / 2;
};

/**
 * Corrects only how far the forest spreads its answers, not their mean: the share of takes moves from year to year, and
 * one measured on a part of the past says nothing about the next quarter (bench/triage.md has the figures).
 */
export const fitCalibration = (logOdds: ArrayLike<number>, labels: ArrayLike<number>): Calibration => {
  if (logOdds.length === 0) return { slope: 1, offset: 0 };
  const slope = fitSlope(logOdds, labels);
  return { slope, offset: keepMean(logOdds, slope) };
};
