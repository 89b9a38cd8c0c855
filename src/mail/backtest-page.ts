import type { BacktestResult, SlicePlots, SliceResult } from '../triage/index.ts';
import { numbersTable, SLICES } from './backtest/numbers.ts';
import { curvePlot, reliabilityPlot } from './backtest/plot.ts';
import { BACKTEST_STYLE } from './backtest/style.ts';
import type { Markup } from './page/html.ts';
import { clip, markup } from './page/html.ts';
import { renderPage } from './page/page.ts';
import { PAGE_STYLE } from './page/style.ts';
import { nounFor } from '../plural.ts';

/** What was replayed, as a person named it. */
export interface BacktestTitle {
  /** First day and last day, `2024-01-01`. */
  readonly since: string;
  readonly until: string;
  readonly mainline: string;
}

/** Numbers and plots of a replayed window: one HTML file that needs neither network nor script. */
export function renderBacktestPage(result: Omit<BacktestResult, 'rows'>, title: BacktestTitle): string {
  const { since, until, mainline } = title;
  return renderPage({
    title: `AUTOSEL: backtest ${since} to ${until}`,
    style: PAGE_STYLE + BACKTEST_STYLE,
    script: undefined,
    body: markup`<div class="wrap">
<header><h1>Backtest: <span class="mono">${clip(since, 20)} … ${clip(until, 20)}</span></h1>
<p class="quiet">Every mainline commit of the window was scored as of two weeks after it, by models that had learned only from decisions known by then. Taken means that a stable branch had it at the end of the history.</p>
<dl class="meta"><dt>Mainline</dt><dd>${clip(mainline, 120)}</dd><dt>Models</dt><dd>${sayTrainings(result.trainings)}</dd></dl></header>
<main>
<h2>All decisions</h2>
${numbersTable(result.slices, 'All decisions', true)}
${SLICES.map(({ key, title: name }) => sliceMarkup(name, result.slices[key], result.plots[key]))}
<h2>Decisions within 60 days</h2>
<p class="quiet small">Commits that were taken later are left out: neither found nor missed.</p>
${numbersTable(result.within60, 'Decisions within 60 days', false)}
${controlMarkup(result.control)}
</main>
</div>`,
  });
}

function sayTrainings(trainings: BacktestResult['trainings']): string {
  const [first, last] = [trainings.at(0), trainings.at(-1)];
  if (first === undefined || last === undefined) return 'none';
  const rows = [...new Set([first.rows, last.rows])].map((count) => count.toLocaleString('en')).join(' to ');
  return `${trainings.length}, one a quarter, each learned from ${rows} earlier commits`;
}

function controlMarkup(control: BacktestResult['control']): Markup | undefined {
  if (control === undefined) return undefined;
  return markup`<h2>Control with shuffled decisions</h2>
<p class="quiet small">Decisions changed places among the commits, and all was done again. An AUC far from 0.5 would mean that something leaks.</p>
<dl class="meta">${SLICES.map(({ key, title }) => markup`<dt>${title}</dt><dd>${control[key]?.toFixed(3) ?? '–'}</dd>`)}</dl>`;
}

function sliceMarkup(name: string, slice: SliceResult, plots: SlicePlots): Markup {
  const share = slice.n === 0 ? 0 : slice.positives / slice.n;
  const say = (value: number | null): string => value?.toFixed(3) ?? 'not defined';
  return markup`<section><h2>${name}</h2>
<p class="quiet small">${slice.n.toLocaleString('en')} ${nounFor(slice.n, 'commit')}, ${slice.positives.toLocaleString('en')} of them taken (${(share * 100).toFixed(1)} %). Dashed: chance, or perfect calibration.</p>
<div class="plots">
<figure>${curvePlot(plots.roc, { label: `ROC curve of ${name}: area ${say(slice.auc)}`, x: 'share of the not taken', y: 'share of the taken' }, 'diagonal')}<figcaption><b>ROC</b>, area ${say(slice.auc)}</figcaption></figure>
<figure>${curvePlot(plots.precisionRecall, { label: `Precision-recall curve of ${name}: average precision ${say(slice.ap)}`, x: 'recall', y: 'precision' }, share)}<figcaption><b>Precision and recall</b>, average precision ${say(slice.ap)}</figcaption></figure>
<figure>${reliabilityPlot(plots.reliability, { label: `Calibration of ${name}: mean error ${say(slice.ece)}`, x: 'probability said', y: 'share taken' })}<figcaption><b>Calibration</b>, mean error ${say(slice.ece)}</figcaption></figure>
</div></section>
`;
}
