import { describe, expect, it } from 'vitest';
import { InfrastructureError, StoppedError, UsageError } from '../errors.ts';
import { MADE_START, makeHistory } from '../testing/made-history.ts';
import { backtest } from './backtest.ts';
import { DAY } from './features/timeline.ts';
import { modelFromBytes, modelToBytes } from './model-bytes.ts';
import { scoreRows } from './score.ts';
import { shuffleDecisions } from './shuffled.ts';
import { decidedRows, trainTriage } from './train.ts';

const history = makeHistory({ commits: 1600, seed: 2 });
const asOf = MADE_START + 300 * DAY;
const model = trainTriage(history, { asOf, seed: 1 });
/** Two quarters: the second begins 366 days after the start. */
const window = { since: MADE_START + 310 * DAY, until: MADE_START + 400 * DAY };
const fresh = Array.from({ length: 200 }, (_, at) => 1300 + at);

describe('training', () => {
  it('learns only from commits that were decided by the day', () => {
    const rows = decidedRows(history, asOf);
    expect(model.rows).toBe(rows.length);
    expect(Math.max(...rows.map((row) => history.commits[row].commitTime))).toBeLessThan(asOf - 99 * DAY);
  });

  it('gives the same model for the same seed', () => {
    expect(trainTriage(history, { asOf, seed: 1 })).toEqual(model);
  });

  it('scores tagged commits above others and says why', () => {
    const scores = scoreRows(model, history, fresh, () => Infinity);
    const mean = (tagged: boolean): number => {
      const own = fresh.flatMap((row, at) => (history.commits[row].stable.length > 0 === tagged ? [at] : []));
      return own.reduce((sum, at) => sum + scores[at].probability, 0) / own.length;
    };
    expect(mean(true)).toBeGreaterThan(2 * mean(false));
    for (const { probability, reasons } of scores) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
      expect(reasons.length).toBeLessThanOrEqual(8);
      for (const { says } of reasons) expect(says).not.toMatch(/undefined|NaN/);
    }
  });

  it('comes back from bytes as it was', () => {
    const again = modelFromBytes(modelToBytes(model));
    expect(again).toEqual(model);
    expect(scoreRows(again, history, fresh, () => Infinity)).toEqual(scoreRows(model, history, fresh, () => Infinity));
  });

  it('says that bytes are cut, longer, or of another kind', () => {
    const bytes = modelToBytes(model);
    for (const bad of [
      bytes.subarray(0, 100),
      bytes.subarray(0, 10),
      Buffer.concat([bytes, bytes]),
      Buffer.from('{}'),
    ]) {
      expect(() => modelFromBytes(bad)).toThrow(InfrastructureError);
    }
  });

  it('says that the index is of another version when it lacks a feature', () => {
    const other = { ...history, numberNames: ['x', 'y'], between: history.between.bind(history) };
    const asking = { ...model, features: ['subject-fix'] };
    expect(() => scoreRows(asking, other, [3], () => Infinity)).toThrow(UsageError);
  });

  it('trains where nothing is decided yet', () => {
    const young = trainTriage(history, { asOf: MADE_START + DAY, seed: 1 });
    expect(young).toMatchObject({ rows: 0, positives: 0 });
    expect(scoreRows(young, history, [3], () => Infinity)[0].probability).toBeGreaterThan(0);
  });
});

describe('backtest', () => {
  it('finds what can be found, and chance in the control', async () => {
    const seen: string[] = [];
    const result = await backtest(history, { ...window, onProgress: ({ step }) => seen.push(step) });
    const { all, untagged, untaggedNoFixes } = result.slices;
    expect(all.auc).toBeGreaterThan(0.75);
    const times = result.rows.map(({ row }) => history.commits[row].commitTime);
    expect(Math.min(...times)).toBe(window.since);
    expect(Math.max(...times)).toBe(window.until - DAY / 4);
    expect(all.n).toBe(result.rows.length);
    expect(untagged.n).toBeLessThan(all.n);
    expect(untaggedNoFixes.n).toBeLessThan(untagged.n);
    expect(result.within60.all.n).toBeLessThanOrEqual(all.n);
    expect(result.control?.all).toBeGreaterThan(0.4);
    expect(result.control?.all).toBeLessThan(0.6);
    expect(result.trainings.length).toBe(2);
    expect(new Set(seen)).toEqual(new Set(['train', 'control']));
    expect(result.plots.all.roc.at(-1)).toEqual({ x: 1, y: 1 });
  });

  it('finds nothing where decisions fall by chance', async () => {
    const made = makeHistory({ commits: 1600, seed: 6, byChance: true });
    const { slices } = await backtest(made, { ...window, withoutControl: true });
    expect(slices.all.auc).toBeGreaterThan(0.4);
    expect(slices.all.auc).toBeLessThan(0.6);
  });

  it('stops when it is told to', async () => {
    await expect(backtest(history, { ...window, signal: AbortSignal.abort() })).rejects.toThrow(StoppedError);
  });
});

describe('shuffled decisions', () => {
  it('are as many, and known as long after the commit as before', () => {
    const shuffled = shuffleDecisions(history, 1);
    const delays = (of: typeof history): number[] =>
      of.commits
        .flatMap((commit, row) => of.picks(row).map(({ knownSince }) => knownSince - commit.commitTime))
        .toSorted((a, b) => a - b);
    expect(delays(shuffled)).toEqual(delays(history));
    expect(shuffled.commits.filter((_, row) => shuffled.picks(row) !== history.picks(row)).length).toBeGreaterThan(0);
  });

  it('decide as their picks say', () => {
    const shuffled = shuffleDecisions(history, 1);
    for (const row of fresh) {
      const [first] = shuffled.picks(row);
      if (first === undefined) expect(shuffled.decision(row, Infinity)).not.toBe('yes');
      else expect(shuffled.decision(row, first.knownSince)).toBe('yes');
    }
  });
});
