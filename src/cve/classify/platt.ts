/** Probability = 1 / (1 + exp(-(slope * score + offset))). */
export interface Platt {
  readonly slope: number;
  readonly offset: number;
}

export const probabilityOf = ({ slope, offset }: Platt, score: number): number =>
  1 / (1 + Math.exp(-(slope * score + offset)));

const MOST_STEPS = 50;
/** Keeps the slope finite where scores part the two kinds without an error. */
const PULL = 1;

/** Platt's two numbers by Newton steps, with his targets: a kind of n examples is believed (n + 1) / (n + 2). */
export function fitPlatt(scores: readonly number[], labels: readonly number[]): Platt {
  const yes = labels.reduce((sum, label) => sum + label, 0);
  const targets = labels.map((label) => (label === 1 ? (yes + 1) / (yes + 2) : 1 / (labels.length - yes + 2)));
  let [slope, offset] = [1, Math.log((yes + 1) / (labels.length - yes + 1))];
  for (let turn = 0; turn < MOST_STEPS; turn += 1) {
    let [gs, go, hss, hso, hoo] = [PULL * (slope - 1), 0, PULL, 0, 1e-6];
    for (const [at, score] of scores.entries()) {
      const p = probabilityOf({ slope, offset }, score);
      const curve = p * (1 - p);
      gs += (p - targets[at]) * score;
      go += p - targets[at];
      hss += curve * score * score;
      hso += curve * score;
      hoo += curve;
    }
    const determinant = hss * hoo - hso * hso;
    const [slopeStep, offsetStep] = [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant];
    slope = Math.min(10, Math.max(0.05, slope - clip(slopeStep)));
    offset = Math.min(20, Math.max(-20, offset - clip(offsetStep)));
    if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-9) break;
  }
  return { slope, offset };
}

/** Far from the optimum the curve is flat and a whole step leads astray. */
const clip = (step: number): number => Math.min(2, Math.max(-2, step));
