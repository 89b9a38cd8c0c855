/**
 * What the gate before the panel saves and loses: `node bench/gate.ts STORE SINCE UNTIL`. Replays the window of an index quarter
 * by quarter with a model that knew the decisions of the quarter's first day, over commits that no stable tag asks for. For
 * each wished recall it prints how many commits would be asked about and how many of the taken ones are among them, with the
 * gate as `select --panel` sets it on that day, and beside it the fewest questions that would have done in hindsight. Intervals
 * are 95 %, from 1,000 bootstrap samples of the commits.
 */
import { loadHistory, openStore } from '../src/history/index.ts';
import { chooseGate } from '../src/run/panel/gate.ts';
import { quarterDays } from '../src/triage/backtest.ts';
import { featureNames, measureRows } from '../src/triage/features.ts';
import { makeRandom } from '../src/triage/random.ts';
import { columnsOf, probabilitiesOf } from '../src/triage/score.ts';
import { decidedRows, labelsOf, trainOn } from '../src/triage/train.ts';
import { pickTable } from '../src/triage/trees/bins.ts';
import { weightsOf } from '../src/triage/weights.ts';

const RECALLS = [0.95, 0.9, 0.8, 0.5];
const SAMPLES = 1000;

const [folder, since, until] = process.argv.slice(2);
if (folder === undefined || since === undefined || until === undefined) {
  process.stderr.write('usage: node bench/gate.ts STORE SINCE UNTIL\n');
  process.exit(2);
}
const seconds = (day: string): number => Date.parse(day) / 1000;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

const store = await openStore({ folder, mode: 'read' });
const history = await loadHistory(store);
await store.close();
const table = measureRows(history, upTo(history.between(0, seconds(until)).to), () => history.end);
const names = featureNames(history);

interface Scored {
  readonly probability: number;
  readonly taken: boolean;
  /** Whether the gate for each wished recall lets it through. */
  readonly passes: readonly boolean[];
}

function replayQuarter(asOf: number, end: number): readonly Scored[] {
  const known = decidedRows(history, asOf);
  const model = trainOn({
    table: pickTable(table, known, upTo(table.width)),
    labels: labelsOf(history, known, asOf),
    weights: weightsOf(history, known, asOf),
    names,
    seed: 1,
    asOf,
  });
  const gates = RECALLS.map((recall) => chooseGate(model, recall).value);
  const { from, to } = history.between(asOf, end);
  const rows = upTo(to)
    .slice(from)
    .filter((row) => history.commits[row].stable.every((tag) => tag.noAutosel));
  const probabilities = probabilitiesOf(model, pickTable(table, rows, columnsOf(model, names)));
  return rows.map((row, at) => ({
    probability: probabilities[at],
    taken: history.picks(row).some((pick) => pick.revertedAt === undefined),
    passes: gates.map((gate) => probabilities[at] >= gate),
  }));
}

const days = quarterDays(seconds(since), seconds(until));
const all = days.flatMap((asOf, at) => replayQuarter(asOf, days[at + 1] ?? seconds(until)));

interface Figures {
  readonly asked: number;
  readonly recall: number;
  readonly hindsight: number;
}

function measure(rows: readonly Scored[], at: number): Figures {
  const taken = rows.filter((row) => row.taken);
  const asked = rows.filter(({ passes }) => passes[at]).length;
  const recall = taken.filter(({ passes }) => passes[at]).length / taken.length;
  const sorted = taken.map(({ probability }) => probability).toSorted((a, b) => b - a);
  const least = sorted[Math.max(0, Math.ceil(RECALLS[at] * sorted.length) - 1)] ?? 0;
  return { asked, recall, hindsight: rows.filter(({ probability }) => probability >= least).length };
}

const random = makeRandom(1);
const samples = upTo(SAMPLES).map(() => all.map(() => all[Math.floor(random() * all.length)]));
const within = (values: readonly number[]): readonly [number, number] => {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[Math.floor(sorted.length * 0.025)], sorted[Math.ceil(sorted.length * 0.975) - 1]];
};
const say = (value: number, values: readonly number[], digits: number): string => {
  const [low, high] = within(values).map((each) => each.toFixed(digits));
  return `${value.toFixed(digits)} (${low} to ${high})`;
};

console.log(`${all.length} untagged commits, ${all.filter(({ taken }) => taken).length} taken`);
console.table(
  RECALLS.map((wished, at) => {
    const found = measure(all, at);
    const drawn = samples.map((rows) => measure(rows, at));
    const share = ({ asked }: Figures): number => (100 * asked) / all.length;
    return {
      'recall wished': wished,
      'asked about': say(
        found.asked,
        drawn.map(({ asked }) => asked),
        0,
      ),
      'share, %': say(share(found), drawn.map(share), 1),
      'recall reached': say(
        found.recall,
        drawn.map(({ recall }) => recall),
        3,
      ),
      'fewest in hindsight': say(
        found.hindsight,
        drawn.map(({ hindsight }) => hindsight),
        0,
      ),
    };
  }),
);
