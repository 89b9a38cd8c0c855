import { lastDayBefore, type BacktestNumbers } from '../../run/index.ts';
import { renderTable, type Column } from '../table.ts';

type Slices = BacktestNumbers['slices'];
type Slice = Slices['all'];

const TITLES: Readonly<Record<keyof Slices, string>> = {
  all: 'all',
  untagged: 'untagged',
  untaggedNoFixes: 'untagged, no Fixes',
};

const COLUMNS: readonly Column[] = [
  { title: 'slice' },
  ...['n', 'taken', 'AUC', '95 %', 'AP', 'read 90', 'read 95', 'prec 10', 'rec 10', 'ECE'].map((title): Column => ({
    title,
    align: 'right',
  })),
];

/** The numbers of a backtest as aligned tables, and what they mean. */
export function renderBacktest(numbers: BacktestNumbers, files: readonly string[]): string {
  const { since, until, slices, within60, shuffled } = numbers;
  return [
    `commits from ${since.slice(0, 10)} to ${lastDayBefore(until)}, scored with what was known 14 days after each\n\n`,
    renderSlices('taken at all', slices),
    '\n',
    renderSlices('taken within 60 days', within60),
    shuffled === undefined ? '' : `\n${renderControl(shuffled)}`,
    '\nread 90, read 95: share to read, best first, to see 90 % or 95 % of what was taken\n',
    'prec 10, rec 10: precision and recall of the best tenth; ECE: mean error of the probabilities\n',
    files.map((file) => `written: ${file}\n`).join(''),
  ].join('');
}

function renderSlices(title: string, slices: Slices): string {
  const keys = Object.keys(TITLES) as (keyof Slices)[];
  const rows = keys.map((key) => sliceRow(TITLES[key], slices[key]));
  return `${title}\n${renderTable(COLUMNS, rows, undefined)}`;
}

/** A model that learned from mixed-up decisions knows nothing: anything far from 0.5 would be a leak. */
function renderControl(shuffled: NonNullable<BacktestNumbers['shuffled']>): string {
  const keys = Object.keys(TITLES) as (keyof Slices)[];
  const parts = keys.map((key) => `${TITLES[key]} ${digits(shuffled[key])}`);
  return `control, AUC after learning from shuffled decisions (must be near 0.5): ${parts.join('; ')}\n`;
}

function sliceRow(title: string, slice: Slice): string[] {
  const { n, positives, auc, aucLow, aucHigh } = slice;
  const numbers = [slice.ap, slice.read90, slice.read95, slice.precisionTop10, slice.recallTop10, slice.ece];
  return [title, String(n), String(positives), digits(auc), interval(aucLow, aucHigh), ...numbers.map(digits)];
}

const digits = (value: number | null): string => (value === null ? '-' : value.toFixed(3));

const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '-' : `${digits(low)}-${digits(high)}`;
