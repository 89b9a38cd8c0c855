/**
 * How well "affected" agrees with what maintainers did. Cases: every commit that at least one stable branch took, on every branch within
 * MONTHS of its beginning: yes when that branch took it, no when it took a later commit of mainline instead. Each case is asked as of the
 * moment before the pick, what was pushed with it before it included, or the moment at which the branch went past the commit; on the
 * branch as it was then.
 *
 * `node bench/affected.ts REPO STORE [MONTHS] [CASES]` prints one JSON object: answers against decisions, apart for commits with and
 * without a known Fixes target and for two halves of the time; precision and recall of affected or probably, with unknown counted as missed and without.
 */
import { judgeAffected, needsImages } from '../src/evidence/index.ts';
import type { PresenceQuestion } from '../src/evidence/index.ts';
import { openRepository } from '../src/git/index.ts';
import type { Repository, Sha } from '../src/git/index.ts';
import { loadHistory, openStore } from '../src/history/index.ts';
import type { History, Pick } from '../src/history/index.ts';
import { matchFiles } from '../src/run/observe/images.ts';
import { tryPicks } from '../src/run/observe/picks.ts';
import type { Task } from '../src/run/observe/task.ts';

const MONTH = 30.44 * 86_400;

interface Case {
  readonly question: PresenceQuestion;
  readonly taken: boolean;
  /** The copy on the branch, where there is one. */
  readonly copy: Sha | undefined;
}

function listCases(history: History, months: number): Case[] {
  return history.branches.flatMap(({ baseTime }, branch) => {
    const own = history.commits.map((_, row) => history.picks(row).find((pick) => pick.branch === branch));
    const passed = own.map(() => Infinity);
    for (let row = own.length - 2; row >= 0; row -= 1)
      passed[row] = Math.min(passed[row + 1], own[row + 1]?.knownSince ?? Infinity);
    const { from, to } = history.between(baseTime, baseTime + months * MONTH);
    return Array.from({ length: to - from }, (_, n) => from + n).flatMap((row): Case[] => {
      if (history.contains(branch, row) || history.picks(row).length === 0) return [];
      const [took, went] = [own[row], Math.max(passed[row], history.commits[row].commitTime)];
      if (took === undefined && !Number.isFinite(went)) return [];
      const asOf = took?.knownSince ?? went;
      return [{ question: { history, row, branch, asOf }, taken: took !== undefined, copy: took?.stableSha }];
    });
  });
}

/** Commits of a branch, newest first. */
async function readLine(repository: Repository, base: Sha, tip: Sha): Promise<{ sha: Sha; time: number }[]> {
  const line: { sha: Sha; time: number }[] = [];
  for await (const commit of repository.commits(await repository.range(`${base}..${tip}`)))
    if (commit.kind === 'commit') line.push({ sha: commit.sha, time: commit.committer.time });
  return line;
}

async function look(
  repository: Repository,
  { history, hide }: Hiding,
  cases: readonly Case[],
): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  for (const [branch, { base, tip }] of history.branches.entries()) {
    const line = await readLine(repository, base, tip);
    for (const { question, copy } of cases.filter((each) => each.question.branch === branch)) {
      const own = line.findIndex(({ sha }) => sha === copy);
      const at = (own < 0 ? line.find(({ time }) => time < question.asOf) : line[own + 1])?.sha ?? base;
      const seen = { tip: at, first: [], pick: undefined, images: undefined, chain: undefined, lacks: undefined };
      tasks.push({ row: question.row, branch, sha: history.commits[question.row].sha, seen });
    }
  }
  const byCase = new Map(tasks.map((task) => [`${task.row} ${task.branch}`, task]));
  const ordered = cases.map(({ question }) => byCase.get(`${question.row} ${question.branch}`)!);
  const open = ordered.filter((_, at) => {
    hide(cases[at].question);
    return needsImages(cases[at].question);
  });
  for (let from = 0; from < open.length; from += 500) {
    const part = open.slice(from, from + 500);
    await matchFiles(repository, part);
    await tryPicks(
      repository,
      part.filter(({ seen }) => seen.images?.kind === 'no file'),
      () => false,
    );
  }
  return ordered;
}

interface Hiding {
  readonly history: History;
  readonly hide: (question: PresenceQuestion) => void;
}

/** The history as it was before a branch took the row: what else it took in the same second (one push) came before, as mainline has it. */
function hideOwnPicks(history: History): Hiding {
  let hidden: PresenceQuestion | undefined;
  const picks = (row: number): readonly Pick[] =>
    history
      .picks(row)
      .filter(
        ({ branch, knownSince }) =>
          hidden === undefined ||
          knownSince < hidden.asOf ||
          (knownSince === hidden.asOf && branch === hidden.branch && row < hidden.row),
      );
  return { history: { ...history, picks }, hide: (question) => void (hidden = question) };
}

type Table = Record<string, { taken: number; left: number }>;
const share = (part: number, whole: number): number => Math.round((part / Math.max(1, whole)) * 1000) / 1000;

function summarise(table: Table): object {
  const of = (kinds: readonly string[], column: 'taken' | 'left'): number =>
    kinds.reduce((sum, kind) => sum + (table[kind]?.[column] ?? 0), 0);
  const [yes, all] = [['affected', 'probably'], Object.keys(table)];
  const told = all.filter((kind) => kind !== 'unknown');
  return {
    table,
    precision: share(of(yes, 'taken'), of(yes, 'taken') + of(yes, 'left')),
    recall: share(of(yes, 'taken'), of(told, 'taken')),
    recallWithUnknown: share(of(yes, 'taken'), of(all, 'taken')),
  };
}

async function main(): Promise<void> {
  const [dir, folder, months = '18', most = '2000'] = process.argv.slice(2);
  if (dir === undefined || folder === undefined)
    throw new Error('usage: node bench/affected.ts REPO STORE [MONTHS] [CASES]');
  const repository = await openRepository(dir);
  const store = await openStore({ folder, mode: 'read' });
  try {
    const hiding = hideOwnPicks(await loadHistory(store));
    const { history, hide } = hiding;
    const all = listCases(history, Number(months));
    const step = Math.max(1, Math.ceil(all.length / Number(most)));
    const cases = all.filter((_, at) => at % step === 0);
    const tasks = await look(repository, hiding, cases);
    const tables: Record<string, Table> = {};
    const middle = cases.map(({ question }) => question.asOf).toSorted((a, b) => a - b)[cases.length >> 1] ?? 0;
    for (const [at, { question, taken }] of cases.entries()) {
      hide(question);
      const { affected } = judgeAffected(question, tasks[at].seen);
      const { fixes, reverts } = history.commits[question.row];
      const named = fixes.some(({ row }) => row !== undefined) || reverts.length > 0;
      const half = question.asOf < middle ? 'first half' : 'second half';
      for (const name of ['all', named ? 'with Fixes' : 'without', half]) {
        const cell = ((tables[name] ??= {})[affected] ??= { taken: 0, left: 0 });
        cell[taken ? 'taken' : 'left'] += 1;
      }
    }
    const parts = Object.entries(tables).map(([name, table]) => [name, summarise(table)] as const);
    console.log(JSON.stringify({ cases: cases.length, of: all.length, ...Object.fromEntries(parts) }, undefined, 1));
  } finally {
    await repository.close();
    await store.close();
  }
}

await main();
