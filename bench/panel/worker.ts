/**
 * The asking process of bench/panel.ts: `worker.ts REPO STORE CONFIG COUNT [BIG]`, the newest COUNT commits and the BIG ones that change most
 * lines. Prints one JSON line; see {@link WorkerEnd}.
 */
import { loadHistory } from '../../src/history/index.ts';
import { estimateTokens } from '../../src/models/language/tokens.ts';
import type { Draft } from '../../src/run/judge.ts';
import { layBench, triageOf } from '../../src/run/lay-bench.ts';
import { gitCpu } from './git-cpu.ts';
import { openStoreForBench } from './open.ts';
import { askPanel } from '../../src/run/panel/ask-panel.ts';
import { layTable } from '../../src/run/panel/lay-table.ts';
import { readModels } from '../../src/run/panel/open-panel.ts';
import { draftAll } from '../../src/run/select.ts';

export interface WorkerEnd {
  readonly commits: number;
  /** Of the big commits: the fewest tokens, estimated, and what became of each. */
  readonly big: { readonly tokens: number; readonly outcomes: readonly string[] };
  /** `yes`, `no`, or the code of what is unsettled; by commit. */
  readonly outcomes: readonly (readonly [sha: string, outcome: string])[];
  /** Reasons of members that were silent, counted. */
  readonly silences: Readonly<Record<string, number>>;
  /** CPU seconds of this process and of git below it, from the first question to the last verdict. */
  readonly cpu: { readonly node: number; readonly git: number };
  readonly wall: number;
  /** After so many commits: MB of the heap after a collection, and resident. */
  readonly memory: readonly (readonly [commits: number, heap: number, resident: number])[];
}

const [repo = '', storeFolder = '', config = '', count = '0', bigCount = '0'] = process.argv.slice(2);
const { workspace, store } = await openStoreForBench({ repo, storeFolder, config });
const history = await loadHistory(store);
const bench = layBench(workspace, history, { asOf: undefined });
const readable = history.commits.flatMap((commit, row) => (commit.unread === undefined ? [row] : []));
const linesOf = (row: number): number => history.commits[row].added + history.commits[row].removed;
const big = readable
  .slice(0, readable.length - Number(count))
  .toSorted((a, b) => linesOf(b) - linesOf(a))
  .slice(0, Number(bigCount));
const rows = [...readable.slice(-Number(count)), ...big];
const triage = await triageOf(workspace, { store, history, asOf: bench.asOf });
const drafts: readonly Draft[] = draftAll(workspace, bench, { rows, triage });
const table = await layTable(workspace, { store, bench, masked: false });
const memory: (readonly [number, number, number])[] = [];
let done = 0;
const sample = (): void => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  memory.push([done, Math.round(heapUsed / 2 ** 20), Math.round(rss / 2 ** 20)]);
};
const models = await readModels(workspace);
const silences: Record<string, number> = {};
const [cpuBefore, gitBefore, begun] = [process.cpuUsage(), gitCpu(), performance.now()];
const { verdicts } = await askPanel(workspace, {
  ...{ question: 'select', models, table, drafts, combine: () => undefined },
  request: { range: `the last ${count}` },
  budget: workspace.config.panel.budget,
  now: 1,
  onVerdict: ({ silent }) => {
    for (const { silence } of silent) silences[silence] = (silences[silence] ?? 0) + 1;
    done += 1;
    if (done % 100 === 0) sample();
  },
});
const cpu = process.cpuUsage(cpuBefore);
const gitSpent = gitCpu() - gitBefore;
const bigShas = big.map((row) => history.commits[row].sha);
const bigTokens: number[] = [];
for await (const read of workspace.repository.patches(bigShas, { maxBytes: 2 ** 28 }))
  if (read.kind === 'patch') bigTokens.push(estimateTokens(read.bytes.toString('latin1')));
const end: WorkerEnd = {
  commits: drafts.length,
  big: {
    tokens: Math.min(...bigTokens),
    outcomes: verdicts.flatMap(({ sha, verdict, code }) => (bigShas.includes(sha) ? [code ?? verdict] : [])),
  },
  outcomes: verdicts.map(({ sha, verdict, code }) => [sha, code ?? verdict]),
  silences,
  cpu: { node: (cpu.user + cpu.system) / 1e6, git: gitSpent },
  wall: (performance.now() - begun) / 1000,
  memory,
};
process.stdout.write(`${JSON.stringify(end)}\n`);
await table.close();
await store.close();
await workspace.close();
