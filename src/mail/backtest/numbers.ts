import type { SliceResult, SliceResults } from '../../triage/index.ts';
import type { Markup } from '../page/html.ts';
import { markup } from '../page/html.ts';

export const SLICES = [
  { key: 'all', title: 'All commits' },
  { key: 'untagged', title: 'Without a stable tag' },
  { key: 'untaggedNoFixes', title: 'Without a stable tag and without Fixes' },
] as const;

const COLUMNS: readonly {
  readonly title: string;
  readonly means: string;
  readonly say: (slice: SliceResult) => string;
}[] = [
  { title: 'Commits', means: 'how many commits were judged', say: ({ n }) => n.toLocaleString('en') },
  { title: 'Taken', means: 'how many a stable branch took', say: ({ positives }) => positives.toLocaleString('en') },
  {
    title: 'AUC',
    means: 'chance that a taken commit is ranked above one that was not',
    say: ({ auc }) => decimals(auc),
  },
  {
    title: '95 %',
    means: 'interval of the AUC',
    say: ({ aucLow, aucHigh }) => (aucLow === null ? '–' : `${decimals(aucLow)}–${decimals(aucHigh)}`),
  },
  { title: 'AP', means: 'average precision', say: ({ ap }) => decimals(ap) },
  {
    title: 'Read for 90 %',
    means: 'share of the commits to read, best first, to see 90 % of the taken ones',
    say: ({ read90 }) => percent(read90),
  },
  { title: 'Read for 95 %', means: 'the same for 95 %', say: ({ read95 }) => percent(read95) },
  {
    title: 'Precision, top 10 %',
    means: 'share of taken ones among the best tenth',
    say: ({ precisionTop10 }) => percent(precisionTop10),
  },
  {
    title: 'Recall, top 10 %',
    means: 'share of all taken ones that the best tenth holds',
    say: ({ recallTop10 }) => percent(recallTop10),
  },
  {
    title: 'ECE',
    means: 'mean distance between the probability said and the share seen',
    say: ({ ece }) => decimals(ece),
  },
];

const decimals = (value: number | null): string => value?.toFixed(3) ?? '–';
const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);

export const numbersTable = (results: SliceResults, caption: string): Markup =>
  markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="sr">${caption}</caption>
<thead><tr><th scope="col">Slice</th>${COLUMNS.map(({ title, means }) => markup`<th scope="col" class="num"><abbr title="${means}">${title}</abbr></th>`)}</tr></thead>
<tbody>${SLICES.map(({ key, title }) => markup`<tr><th scope="row">${title}</th>${COLUMNS.map(({ say }) => markup`<td class="num">${say(results[key])}</td>`)}</tr>`)}</tbody>
</table></div>`;

export const legendList = (): Markup =>
  markup`<dl class="meta small">${COLUMNS.slice(2).map(({ title, means }) => markup`<dt>${title}</dt><dd>${means}</dd>`)}</dl>`;
