import { describe, expect, it } from 'vitest';
import { buildHistory, type History } from '../history/index.ts';
import { DAY, sketchBranch, sketchValues, type PickSketch } from '../testing/history-values.ts';
import { decidedRows } from './train.ts';
import { weightsOf } from './weights.ts';

const TAGGED = 12;
const tagged = Array.from({ length: TAGGED }, (_, at) => `tagged${at}`);
/** One commit a day from day 20 on: those that ask for stable, then one that does not. */
const commits = [
  ...tagged.map((name, at) => ({ name, day: 20 + at, body: 'Cc: stable@vger.kernel.org\n' })),
  { name: 'plain', day: 40 },
  { name: 'marker', day: 600 },
];
const PLAIN = TAGGED;
const asOf = 900 * DAY;

const historyOf = (taken: number, own: readonly PickSketch[] = []): History =>
  buildHistory(
    sketchValues({
      commits,
      branches: [sketchBranch('1.0', 10)],
      picks: [...tagged.slice(0, taken).map((name) => ({ name, day: 45 })), ...own, { name: 'marker', day: 700 }],
    }),
  );

const weightOf = (history: History, row: number): number => {
  const rows = decidedRows(history, asOf);
  const faded = 2 ** (-(asOf - history.commits[row].commitTime) / (6 * 365 * DAY));
  return weightsOf(history, rows, asOf)[rows.indexOf(row)] / faded;
};

describe('what a row teaches', () => {
  it('is less for a no from a time when tagged commits were left too', () => {
    expect(weightOf(historyOf(12), PLAIN)).toBeCloseTo(1, 5);
    expect(weightOf(historyOf(6), PLAIN)).toBeCloseTo(8 / 14, 5);
    expect(weightOf(historyOf(0), PLAIN)).toBeCloseTo(2 / 14, 5);
  });

  it('is all of it where few are tagged', () => {
    const few = buildHistory(
      sketchValues({
        commits: commits.slice(6),
        branches: [sketchBranch('1.0', 10)],
        picks: [{ name: 'marker', day: 700 }],
      }),
    );
    expect(weightOf(few, 6)).toBeCloseTo(1, 5);
  });

  it('is all of it for a take, less for a late one', () => {
    expect(weightOf(historyOf(0, [{ name: 'plain', day: 60 }]), PLAIN)).toBeCloseTo(1, 5);
    expect(weightOf(historyOf(0, [{ name: 'plain', day: 140 }]), PLAIN)).toBeCloseTo(0.4, 5);
  });

  it('counts only what was known by the day', () => {
    const late = tagged.map((name) => ({ name, day: 950 }));
    expect(weightOf(historyOf(0, late), PLAIN)).toBe(weightOf(historyOf(0), PLAIN));
  });
});
