import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineProbability, learnCombination } from './combine.ts';
import type { DecidedVerdict } from './combine.ts';

/** Numbers from 0 to 1 that look like chance and are the same in every run. */
const makeDice = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

interface World {
  readonly size: number;
  /** Log odds that a unanimous yes adds. */
  readonly panelTells: number;
  readonly triageTells?: number;
  readonly seed?: number;
}

const decided = ({ size, panelTells, triageTells = 1, seed = 1 }: World): DecidedVerdict[] => {
  const dice = makeDice(seed);
  return Array.from({ length: size }, () => {
    const triage = 0.05 + 0.9 * dice();
    const yesShare = Math.round(dice() * 4) / 4;
    const odds = triageTells * Math.log(triage / (1 - triage)) + panelTells * (2 * yesShare - 1);
    return { triage, yesShare, decision: dice() < 1 / (1 + Math.exp(-odds)) ? 'yes' : 'no' };
  });
};

const brier = (rows: readonly DecidedVerdict[], guess: (row: DecidedVerdict) => number): number =>
  rows.reduce((sum, row) => sum + (guess(row) - Number(row.decision === 'yes')) ** 2, 0) / rows.length;

describe('panel and triage together', () => {
  it('are not joined before fifty commits are decided, ten of each kind', () => {
    const rows = decided({ size: 200, panelTells: 2 });
    const [yes, no] = ['yes', 'no'].map((kind) => rows.filter(({ decision }) => decision === kind));
    expect(learnCombination([])).toBeUndefined();
    expect(learnCombination([...yes.slice(0, 25), ...no.slice(0, 24)])).toBeUndefined();
    expect(learnCombination([...yes.slice(0, 9), ...no.slice(0, 60)])).toBeUndefined();
    expect(learnCombination([...yes.slice(0, 25), ...no.slice(0, 25)])?.learnedFrom).toBe(50);
  });

  it('learn nothing from commits without a decision, a vote or a score', () => {
    const useless: DecidedVerdict[] = [
      { triage: 0.5, yesShare: 1, decision: 'undecided' },
      { triage: undefined, yesShare: 1, decision: 'yes' },
      { triage: 0.5, yesShare: undefined, decision: 'yes' },
    ];
    const rows = decided({ size: 100, panelTells: 1 });
    expect(learnCombination([...rows, ...useless])).toEqual(learnCombination(rows));
    expect(learnCombination(Array.from({ length: 99 }, () => useless).flat())).toBeUndefined();
  });

  it('stay near triage when the panel tells nothing, and follow the panel when it tells much', () => {
    const mute = learnCombination(decided({ size: 400, panelTells: 0 }))!;
    expect(Math.abs(mute.panel)).toBeLessThan(0.4);
    expect(mute.triage).toBeGreaterThan(0.7);
    const loud = learnCombination(decided({ size: 400, panelTells: 3 }))!;
    expect(loud.panel).toBeGreaterThan(2);
    const useless = learnCombination(decided({ size: 400, panelTells: 3, triageTells: 0 }))!;
    expect(useless.triage).toBeLessThan(0.4);
  });

  it('guess commits that come later better than either alone, from sixty decisions on', () => {
    for (const seed of [2, 3, 4, 5]) {
      const [past, future] = [
        decided({ size: 60, panelTells: 2.5, seed }),
        decided({ size: 2000, panelTells: 2.5, seed: seed + 100 }),
      ];
      const learned = learnCombination(past);
      const both = brier(future, (row) => combineProbability(learned, row) as number);
      expect(both).toBeLessThan(brier(future, ({ triage }) => triage as number));
      expect(both).toBeLessThan(brier(future, ({ yesShare }) => yesShare as number));
    }
  });

  it('never make a commit less likely by a louder yes, even when the past says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: -4, max: 4, noNaN: true }), (seed, panelTells) => {
        const learned = learnCombination(decided({ size: 80, panelTells, seed }));
        fc.pre(learned !== undefined);
        const at = (triage: number, yesShare: number) => combineProbability(learned, { triage, yesShare }) as number;
        expect(at(0.4, 1)).toBeGreaterThanOrEqual(at(0.4, 0));
        expect(at(0.8, 0.5)).toBeGreaterThanOrEqual(at(0.2, 0.5));
      }),
      { numRuns: 50 },
    );
  });

  it('give a number between 0 and 1 also at the edges, and none where one of the two is missing', () => {
    const learned = learnCombination(decided({ size: 100, panelTells: 2 }));
    for (const triage of [0, 1]) {
      const both = combineProbability(learned, { triage, yesShare: 1 - triage }) as number;
      expect(both).toBeGreaterThan(0);
      expect(both).toBeLessThan(1);
    }
    expect(combineProbability(learned, { triage: undefined, yesShare: 1 })).toBeUndefined();
    expect(combineProbability(learned, { triage: 0.5, yesShare: undefined })).toBeUndefined();
    expect(combineProbability(undefined, { triage: 0.5, yesShare: 1 })).toBeUndefined();
  });
});
