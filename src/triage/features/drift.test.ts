import { describe, expect, it } from 'vitest';
import { buildHistory, type HistoryValues } from '../../history/index.ts';
import { sketchBranch, sketchValues, type PickSketch } from '../../testing/history-values.ts';
import { featureNames, measureRows } from '../features.ts';
import { driftFeatures } from './drift.ts';

/** `old` was there when both branches began, `mid` between them, `new` after both; then comes the commit asked about. */
const commits = [
  { name: 'old', day: 5 },
  { name: 'mid', day: 15 },
  { name: 'new', day: 25 },
  { name: 'asked', day: 40 },
];
const ASKED = 3;
const branches = [sketchBranch('1.0', 10), sketchBranch('2.0', 20)];
/** Without these neither branch would be alive. */
const alive: readonly PickSketch[] = [
  { name: 'old', branch: 0, day: 39 },
  { name: 'old', branch: 1, day: 39 },
];

const valuesOf = (picks: readonly PickSketch[] = []): HistoryValues =>
  sketchValues({ commits, branches, picks: [...alive, ...picks] });

function measure(values: HistoryValues, row = ASKED): Readonly<Record<string, number>> {
  const history = buildHistory(values);
  const numbers = measureRows(history, [row], () => Infinity).values;
  const names = featureNames(history);
  return Object.fromEntries(driftFeatures.names.map((name) => [name, numbers[names.indexOf(name)]]));
}

const missing = (numbers: Readonly<Record<string, number>>): readonly number[] =>
  ['newest', 'oldest', 'least', 'own'].map((which) => Math.round(Math.expm1(numbers[`branch-missing-${which}`])));

describe('how far the branches have moved', () => {
  it('counts the changes that the newest and the oldest branch lack', () => {
    const numbers = measure(valuesOf());
    expect(missing(numbers)).toEqual([1, 2, 1, 1]);
    expect(numbers).toMatchObject({
      'branch-files-exist': 1,
      'branch-files-latest': 0,
      'branch-files-complete': 0,
      'branch-latest-taken': 0,
    });
  });

  it('knows what a branch took by the day', () => {
    const numbers = measure(valuesOf([{ name: 'new', branch: 1, day: 30 }]));
    expect(missing(numbers)).toEqual([0, 2, 0, 0]);
    expect(numbers).toMatchObject({
      'branch-files-latest': 0.5,
      'branch-files-complete': 0.5,
      'branch-latest-taken': 1,
    });
  });

  it('knows nothing of later picks, and forgets what was taken back', () => {
    const before = measure(valuesOf());
    expect(measure(valuesOf([{ name: 'new', branch: 1, day: 60 }]))).toEqual(before);
    expect(measure(valuesOf([{ name: 'new', branch: 1, day: 30, reverted: 35 }]))).toEqual(before);
  });

  it('sees a file that the older branch never had', () => {
    const values = valuesOf();
    const born = { ...values, commits: values.commits.map((each, row) => (row === 0 ? { ...each, paths: [] } : each)) };
    expect(measure(born)['branch-files-exist']).toBe(0.5);
  });

  it('is unknown where no branch is alive or no file is known', () => {
    const dead = measure(sketchValues({ commits: [{ name: 'asked', day: 400 }], branches }), 0);
    expect(Object.values(dead).every(Number.isNaN)).toBe(true);
    const values = valuesOf();
    const unread = { ...values, commits: values.commits.map((each) => ({ ...each, paths: [] })) };
    expect(Object.values(measure(unread)).every(Number.isNaN)).toBe(true);
  });

  it('leaves every other number in its place when no file is known', () => {
    const values = valuesOf();
    const history = buildHistory({ ...values, commits: values.commits.map((each) => ({ ...each, paths: [] })) });
    const numbers = measureRows(history, [ASKED], () => Infinity).values;
    expect(numbers[featureNames(history).indexOf('live-branches')]).toBe(2);
    expect(numbers[featureNames(history).indexOf('author-past')]).toBeCloseTo(Math.log1p(3), 5);
  });
});
