/**
 * What facts give the score: `node bench/ablation.ts STORE SINCE UNTIL`. Replays the window of an index as `autosel backtest`
 * does (a model a quarter, commits as of two weeks after them), once with all numbers and once without those that come from
 * other commits and branches, and prints AUC of both, their difference and its 95 % interval: 1,000 bootstrap samples of the
 * same commits for both.
 */
import { loadHistory, openStore, type History } from '../src/history/index.ts';
import { quarterDays } from '../src/triage/backtest.ts';
import { featureNames, measureRows } from '../src/triage/features.ts';
import { measureAuc, measureEce } from '../src/triage/metrics.ts';
import { makeRandom } from '../src/triage/random.ts';
import { columnsOf, probabilitiesOf } from '../src/triage/score.ts';
import { decidedRows, labelsOf, trainOn } from '../src/triage/train.ts';
import { pickTable, type Table } from '../src/triage/trees/bins.ts';
import { weightsOf } from '../src/triage/weights.ts';

/** Numbers of what other commits and the branches say: what is mended and who has it, the series, follow-ups, how far branches moved. */
const FROM_FACTS =
  /^(?:target-|mended-|reverts-|branch-|series-|prefix-near|batch-|mail-series-|near-file-|later-|live-branches|cycle-released)/;
const SAMPLES = 1000;

const [folder, since, until] = process.argv.slice(2);
if (folder === undefined || since === undefined || until === undefined) {
  process.stderr.write('usage: node bench/ablation.ts STORE SINCE UNTIL\n');
  process.exit(2);
}

const seconds = (day: string): number => Date.parse(day) / 1000;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

interface Replay {
  readonly history: History;
  readonly table: Table;
  readonly columns: readonly number[];
}

/** Probabilities of the rows of one quarter by a model that knew the decisions of its first day. */
function replayQuarter({ history, table, columns }: Replay, asOf: number, end: number): readonly number[] {
  const names = featureNames(history);
  const rows = decidedRows(history, asOf);
  const model = trainOn({
    table: pickTable(table, rows, columns),
    labels: labelsOf(history, rows, asOf),
    weights: weightsOf(history, rows, asOf),
    names: columns.map((column) => names[column]),
    seed: 1,
    asOf,
  });
  const { from, to } = history.between(asOf, end);
  return [...probabilitiesOf(model, pickTable(table, upTo(to).slice(from), columnsOf(model, names)))];
}

function replay(parts: Replay): readonly number[] {
  const days = quarterDays(seconds(since), seconds(until));
  return days.flatMap((asOf, at) => replayQuarter(parts, asOf, days[at + 1] ?? seconds(until)));
}

const aucOf = (scores: readonly number[], labels: readonly number[]): number =>
  measureAuc({ scores, labels })?.auc ?? Number.NaN;

/** 2.5 % and 97.5 % of the difference over samples of the rows, drawn with replacement. */
function bootstrap(
  more: readonly number[],
  less: readonly number[],
  labels: readonly number[],
): readonly [number, number] {
  const random = makeRandom(1);
  const found = upTo(SAMPLES).map(() => {
    const rows = labels.map(() => Math.floor(random() * labels.length));
    const own = rows.map((row) => labels[row]);
    const [a, b] = [more, less].map((scores) =>
      aucOf(
        rows.map((row) => scores[row]),
        own,
      ),
    );
    return a - b;
  });
  const sorted = found.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return [sorted[Math.floor(sorted.length * 0.025)], sorted[Math.ceil(sorted.length * 0.975) - 1]];
}

const store = await openStore({ folder, mode: 'read' });
const history = await loadHistory(store);
await store.close();
const { from, to } = history.between(seconds(since), seconds(until));
const table = measureRows(history, upTo(to), () => history.end);
const names = featureNames(history);
const withFacts = replay({ history, table, columns: upTo(names.length) });
const without = replay({ history, table, columns: upTo(names.length).filter((at) => !FROM_FACTS.test(names[at])) });

const rows = upTo(to).slice(from);
const taken = rows.map((row) => (history.picks(row).some((pick) => pick.revertedAt === undefined) ? 1 : 0));
const untagged = (row: number): boolean => history.commits[row].stable.every((tag) => tag.noAutosel);
const slices: Readonly<Record<string, (row: number) => boolean>> = {
  all: () => true,
  untagged,
  'untagged, no Fixes': (row) => untagged(row) && history.commits[row].fixes.length === 0,
};
console.table(
  Object.entries(slices).map(([slice, belongs]) => {
    const at = upTo(rows.length).filter((place) => belongs(rows[place]));
    const [labels, more, less] = [taken, withFacts, without].map((values) => at.map((place) => values[place]));
    const [low, high] = bootstrap(more, less, labels);
    return {
      slice,
      commits: at.length,
      taken: labels.reduce((sum, label) => sum + label, 0),
      'with facts': aucOf(more, labels).toFixed(3),
      without: aucOf(less, labels).toFixed(3),
      'difference (95 %)': `${(aucOf(more, labels) - aucOf(less, labels)).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
      'ECE with / without': [more, less].map((scores) => measureEce({ scores, labels })?.toFixed(3)).join(' / '),
    };
  }),
);
