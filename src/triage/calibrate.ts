/** Probability = 1 / (1 + exp(-(slope * logOdds + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

export const UNCALIBRATED: Calibration = { slope: 1, offset: 0 };

export const calibrated = ({ slope, offset }: Calibration, logOdds: number): number =>
  1 / (1 + Math.exp(-(slope * logOdds + offset)));

/** How many rows of average information the belief "already calibrated" is worth. */
const DOUBT = 10;

const MOST_STEPS = 30;

/**
 * Platt's scaling, drawn towards the identity, by Newton steps. With few positives the identity wins: with none, it
 * would otherwise run away to minus infinity.
 */
export const fitCalibration = (logOdds: ArrayLike<number>, labels: ArrayLike<number>): Calibration => {
  let slope = 1;
  let offset = 0;
  for (let turn = 0; turn < MOST_STEPS; turn += 1) {
    let [gs, go, hss, hso, hoo] = [DOUBT * (slope - 1), DOUBT * 0.1 * offset, DOUBT, 0, DOUBT * 0.1];
    for (let row = 0; row < logOdds.length; row += 1) {
      const x = logOdds[row]!;
      const p = calibrated({ slope, offset }, x);
      const weight = p * (1 - p);
      gs += (p - labels[row]!) * x;
      go += p - labels[row]!;
      hss += weight * x * x;
      hso += weight * x;
      hoo += weight;
    }
    const determinant = hss * hoo - hso * hso;
    const slopeStep = (hoo * gs - hso * go) / determinant;
    const offsetStep = (hss * go - hso * gs) / determinant;
    slope = Math.min(3, Math.max(0.2, slope - slopeStep));
    offset -= offsetStep;
    if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-9) break;
  }
  return { slope, offset };
};
