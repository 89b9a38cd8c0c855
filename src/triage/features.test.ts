import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHistory } from '../history/index.ts';
import type { HistoryValues } from '../history/index.ts';
import { makeHistory, makeHistoryValues } from '../testing/made-history.ts';
import { featureNames, measureRows } from './features.ts';
import { DAY, FACT_DAYS } from './features/timeline.ts';

const COMMITS = 1200;
const values = makeHistoryValues({ commits: COMMITS, seed: 4 });
const history = buildHistory(values);
const never = (): number => Infinity;

const numbersOf = (of: HistoryValues, row: number, asOf = Infinity): Float32Array =>
  measureRows(buildHistory(of), [row], () => asOf).values;

/** The same past, and nothing behind `day`. */
const cutAt = (day: number): HistoryValues => ({
  ...values,
  commits: values.commits.filter(({ commitTime }) => commitTime <= day),
  picks: values.picks
    .filter(({ knownSince }) => knownSince <= day)
    .filter(({ sha }) => values.commits.some((commit) => commit.sha === sha && commit.commitTime <= day)),
  releases: values.releases.filter(({ time }) => time <= day),
  end: day,
});

/** Every decision of the row turned round. */
const withOther = (row: number): HistoryValues => {
  const { sha, commitTime } = values.commits[row];
  const others = values.picks.filter((pick) => pick.sha !== sha);
  const own = { branch: 0, sha, stableSha: sha, how: 'reference', knownSince: commitTime + DAY } as const;
  const wasTaken = others.length < values.picks.length;
  return { ...values, picks: wasTaken ? others : [...others, { ...own, revertedAt: undefined }] };
};

const anyRow = fc.integer({ min: 0, max: COMMITS - 100 });

describe('features', () => {
  it('have one name each', () => {
    const names = featureNames(history);
    expect(new Set(names).size).toBe(names.length);
    expect(measureRows(history, [0], never).width).toBe(names.length);
  });

  it("never read a commit's own decision", () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        expect(numbersOf(withOther(row), row)).toEqual(numbersOf(values, row));
      }),
      { numRuns: 40 },
    );
  });

  it('read nothing that was committed or decided after two weeks', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const day = values.commits[row].commitTime + FACT_DAYS * DAY;
        expect(numbersOf(cutAt(day), row)).toEqual(numbersOf(values, row));
      }),
      { numRuns: 40 },
    );
  });

  it('read nothing behind the day of the question when that is sooner', () => {
    fc.assert(
      fc.property(anyRow, fc.integer({ min: 0, max: 13 }), (row, days) => {
        const day = values.commits[row].commitTime + days * DAY;
        expect(numbersOf(cutAt(day), row, day)).toEqual(numbersOf(values, row, day));
      }),
      { numRuns: 40 },
    );
  });

  it('do see what happened within the two weeks', () => {
    const row = 600;
    const day = values.commits[row].commitTime;
    expect(numbersOf(values, row, day)).not.toEqual(numbersOf(values, row));
  });

  it('give a row the same numbers alone and among others', () => {
    const rows = [900, 30, 600, 601];
    const together = measureRows(history, rows, never);
    for (const [place, row] of rows.entries()) {
      const own = together.values.slice(place * together.width, (place + 1) * together.width);
      expect(own).toEqual(measureRows(history, [row], never).values);
    }
  });

  it('know the release, the branches and the author of the fixed commit', () => {
    const names = featureNames(history);
    const row = history.commits.findIndex(({ fixes }) => fixes[0]?.row !== undefined);
    const numbers = numbersOf(values, row);
    const fixed = history.commits[history.commits[row].fixes[0].row!];
    const days = (history.commits[row].commitTime - fixed.commitTime) / DAY;
    expect(numbers[names.indexOf('target-age-days')]).toBeCloseTo(Math.log1p(days), 5);
    expect(numbers[names.indexOf('target-same-author')]).toBe(
      fixed.authorEmail === history.commits[row].authorEmail ? 1 : 0,
    );
  });

  it('measure histories without branches, releases or picks', () => {
    const bare = buildHistory({ ...values, branches: [], releases: [], picks: [] });
    expect(measureRows(bare, [5], never).values.length).toBe(featureNames(bare).length);
    expect(makeHistory({ commits: 1, seed: 1 }).commits.length).toBe(1);
  });
});
