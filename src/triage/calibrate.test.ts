import { describe, expect, it } from 'vitest';
import { calibrated, fitCalibration } from './calibrate.ts';
import { makeRandom } from './random.ts';

const sample = (count: number, truth: (logOdds: number) => number): { logOdds: number[]; labels: number[] } => {
  const random = makeRandom(5);
  const logOdds = Array.from({ length: count }, () => random() * 8 - 6);
  return { logOdds, labels: logOdds.map((x) => (random() < truth(x) ? 1 : 0)) };
};

const odds = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

describe('calibration', () => {
  it('believes a forest that is right', () => {
    const { logOdds, labels } = sample(5000, odds);
    expect(fitCalibration(logOdds, labels).slope).toBeCloseTo(1, 1);
  });

  it('flattens a forest that says too much', () => {
    const { logOdds, labels } = sample(50_000, (x) => odds(x / 2));
    expect(fitCalibration(logOdds, labels).slope).toBeLessThan(0.75);
  });

  it('keeps the mean of what the forest says, whatever the share of takes was', () => {
    const { logOdds } = sample(5000, odds);
    const fitted = fitCalibration(
      logOdds,
      logOdds.map(() => 1),
    );
    const mean = (of: (x: number) => number): number => logOdds.reduce((sum, x) => sum + of(x), 0) / logOdds.length;
    expect(mean((x) => calibrated(fitted, x))).toBeCloseTo(mean(odds), 6);
  });

  it('changes nothing without held back rows', () => {
    expect(fitCalibration([], [])).toEqual({ slope: 1, offset: 0 });
  });
});
