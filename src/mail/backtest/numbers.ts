import type { SliceResult, SliceResults } from '../../triage/index.ts';
import type { Markup } from '../page/html.ts';
import { markup } from '../page/html.ts';

export const SLICES = [
  { key: 'all', short: 'All', title: 'All commits' },
  { key: 'untagged', short: 'Untagged', title: 'Without a stable tag' },
  { key: 'untaggedNoFixes', short: 'Untagged, no Fixes', title: 'Without a stable tag and without Fixes' },
] as const;

const MEASURES: readonly {
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
    title: 'AUC, 95 % interval',
    means: 'where the true AUC probably is',
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

/** Measures down, slices across: it fits a phone. */
export const numbersTable = (results: SliceResults, caption: string, explained: boolean): Markup =>
  markup`<div class="scroll fit" role="region" aria-label="${caption}" tabindex="0"><table class="numbers">
<caption class="sr">${caption}</caption>
<thead><tr><th scope="col">Measure</th>${SLICES.map(({ short }) => markup`<th scope="col" class="num">${short}</th>`)}</tr></thead>
<tbody>${MEASURES.map(({ title, means, say }) => markup`<tr><th scope="row">${title}${explained ? markup`<span class="why">${means}</span>` : undefined}</th>${SLICES.map(({ key }) => markup`<td class="num">${say(results[key])}</td>`)}</tr>`)}</tbody>
</table></div>`;
