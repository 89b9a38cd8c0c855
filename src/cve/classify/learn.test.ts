import { describe, expect, it } from 'vitest';
import { DAY } from '../../triage/index.ts';
import { makeHistory, MADE_START } from '../../testing/made-history.ts';
import { backtestSecurity } from './backtest.ts';
import { learnSecurity, teachingRows } from './learn.ts';
import { scoreSecurity } from './score.ts';
import { readOnce, type ReadText } from './texts.ts';

const history = makeHistory({ commits: 1200, seed: 5 });
const asOf = MADE_START + 220 * DAY;

/** Every third fix mends a vulnerability, and its message says so. */
const truth = new Set(
  history.commits.flatMap(({ subject }, row) => (/ fix /.test(subject) && row % 3 === 0 ? [row] : [])),
);
const faulty = readOnce({ subject: 'a: fix use-after-free', body: 'A user can crash the machine.', paths: [] });
const harmless = readOnce({ subject: 'a: change a thing', body: 'It is nicer so.', paths: [] });
const textOf = (row: number): ReadText => (truth.has(row) ? faulty : harmless);
const labels = new Set([...truth].filter((row) => history.commits[row].commitTime < asOf));
const model = learnSecurity({ history, labels, textOf, outside: [faulty], asOf });

describe('learning from CVEs', () => {
  it('reads only commits that were decided by the day', () => {
    expect(model.rows).toBe(teachingRows(history, asOf).length);
    expect(model.positives).toBe(teachingRows(history, asOf).filter((row) => truth.has(row)).length);
  });

  it('is the same for the same lesson', () => {
    expect(learnSecurity({ history, labels, textOf, outside: [faulty], asOf })).toEqual(model);
  });

  it('tells fixes of vulnerabilities from others, and by what sign', () => {
    const rows = [900, 901, 902, 903, 904, 905, 906, 907, 908].map((row) => row);
    const scores = scoreSecurity(model, { history, rows, textOf, asOf: history.end });
    const of = (yes: boolean) => rows.flatMap((row, at) => (truth.has(row) === yes ? [scores[at]] : []));
    expect(Math.min(...of(true).map(({ probability }) => probability))).toBeGreaterThan(
      Math.max(...of(false).map(({ probability }) => probability)),
    );
    expect(of(true)[0].signs[0]).toMatchObject({ effect: expect.any(Number) });
    expect(of(true)[0].signs.some(({ sign, effect }) => sign.includes('use after free') && effect > 0)).toBe(true);
  });
});

describe('a security backtest', () => {
  it('finds what is there, and nothing where labels change places', () => {
    const until = MADE_START + 300 * DAY;
    const { slices, control } = backtestSecurity({ history, since: asOf, until, model, textOf, truth });
    expect(slices.all.auc).toBeGreaterThan(0.95);
    expect(slices.backported.n).toBeLessThan(slices.all.n);
    expect(Math.abs((control?.all ?? 0) - 0.5)).toBeLessThan(0.15);
  });
});
