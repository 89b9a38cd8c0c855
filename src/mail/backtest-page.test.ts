import { describe, expect, it } from 'vitest';
import type { SlicePlots, SliceResult } from '../triage/index.ts';
import { findBrowser, showPage } from '../testing/browser.ts';
import { renderBacktestPage } from './backtest-page.ts';

const slice: SliceResult = {
  n: 4200,
  positives: 1310,
  auc: 0.912,
  aucLow: 0.903,
  aucHigh: 0.921,
  ap: 0.85,
  read90: 0.48,
  read95: 0.6,
  precisionTop10: 0.97,
  recallTop10: 0.31,
  ece: 0.021,
};
const empty: SliceResult = {
  n: 0,
  positives: 0,
  auc: null,
  aucLow: null,
  aucHigh: null,
  ap: null,
  read90: null,
  read95: null,
  precisionTop10: null,
  recallTop10: null,
  ece: null,
};
const line = Array.from({ length: 3000 }, (_, n) => ({ x: n / 2999, y: (n / 2999) ** 0.2 }));
const plots: SlicePlots = { roc: line, precisionRecall: line, reliability: [{ n: 10, said: 0.1, was: 0.12 }] };
const none: SlicePlots = { roc: [], precisionRecall: [], reliability: [] };
const slices = { all: slice, untagged: slice, untaggedNoFixes: empty };

const page = renderBacktestPage(
  {
    slices,
    within60: slices,
    plots: { all: plots, untagged: plots, untaggedNoFixes: none },
    control: { all: 0.503, untagged: 0.49, untaggedNoFixes: null },
    trainings: [{ asOf: 0, rows: 9000, positives: 3000 }],
  },
  { since: '2024-01-01', until: '2024-12-31', mainline: '<b>main</b>' },
);

describe('backtest.html', () => {
  it('has three plots for each slice, each told in words too', () => {
    expect(page.match(/<svg class="plot"/g)).toHaveLength(9);
    expect(page).toContain('aria-label="ROC curve of All commits: area 0.912"');
  });

  it('shows the numbers as they are, and a dash where there is none', () => {
    for (const text of ['4,200', '0.903–0.921', '48.0 %', '>–<', '0.503']) expect(page).toContain(text);
    expect(page).not.toMatch(/NaN|null|undefined/);
  });

  it('draws no more points than a screen can show', () => {
    expect(page.length).toBeLessThan(200_000);
    expect(page).not.toContain('<b>main');
  });
});

const browser = findBrowser();

describe.skipIf(browser === undefined)('backtest.html in a browser (skipped where no Chromium is installed)', () => {
  it('fits a phone, complains about nothing and asks for nothing', async () => {
    expect(await showPage(browser ?? '', page, { width: 390 })).toMatchObject({
      complaints: [],
      requests: [],
      width: 390,
    });
  });
});
