/**
 * How many follow-ups are found, of commits that were backported and later fixed or reverted upstream.
 *
 * The truth is made apart from the program: `git log` of mainline and of each stable branch, one pattern for `Fixes: <id>`, one for
 * `This reverts commit <id>`, three for upstream references, ids resolved by their first digits among mainline commits alone. A case is a
 * commit, a branch that took it, and a fix or revert that was on mainline (by committer date) seven days after that. It is found when
 * the follow-ups of the commit as of that day name it; `direct` asks for the first step, the program goes on from there by itself.
 *
 * `node bench/follow-ups.ts REPO STORE MAINLINE BRANCH…` prints one JSON object, misses by cause included. The store must be made already.
 */
import { execFileSync } from 'node:child_process';
import { followUpsOf } from '../src/evidence/index.ts';
import { loadHistory, openStore } from '../src/history/index.ts';
import type { History } from '../src/history/index.ts';
import type { Sha } from '../src/git/index.ts';

const WEEK = 7 * 86_400;

interface Logged {
  readonly sha: string;
  readonly time: number;
  readonly subject: string;
  readonly body: string;
}

function readLog(repo: string, range: string): Logged[] {
  const output = execFileSync(
    'git',
    ['-C', repo, 'log', '--no-merges', '--format=%x01%H%x02%ct%x02%s%x02%b', '--end-of-options', range],
    { maxBuffer: 2 ** 30 },
  ).toString('utf8');
  return output.split('\x01').flatMap((record) => {
    const [sha = '', time = '', subject = '', body = ''] = record.split('\x02');
    return /^[0-9a-f]{40}$/.test(sha) ? [{ sha, time: Number(time), subject, body }] : [];
  });
}

const FIXES = /^\s*Fixes:\s*(?:commit\s+)?([0-9a-f]{7,40})\b/gim;
const REVERTS = /\bThis reverts commit\s+([0-9a-f]{7,40})\b/gi;
const UPSTREAM =
  /\[ ?upstream commit ([0-9a-f]{10,40})|cherry[- ]picked from (?:commit )?([0-9a-f]{10,40})|^master commit: ([0-9a-f]{10,40})|^commit ([0-9a-f]{40}) upstream/gim;

const idsIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(
    (match) =>
      match
        .slice(1)
        .find((id) => id !== undefined)
        ?.toLowerCase() ?? [],
  );

function makeResolver(commits: readonly Logged[]): (id: string) => string | undefined {
  const byStart = Map.groupBy(commits, ({ sha }) => sha.slice(0, 7));
  return (id) => {
    const found = (byStart.get(id.slice(0, 7)) ?? []).filter(({ sha }) => sha.startsWith(id));
    return found.length === 1 ? found[0].sha : undefined;
  };
}

interface Case {
  readonly branch: string;
  readonly target: string;
  readonly later: string;
  readonly kind: 'fix' | 'revert';
  readonly asOf: number;
}

function findCases(repo: string, mainline: string, branches: readonly string[]): Case[] {
  const commits = readLog(repo, mainline);
  const resolve = makeResolver(commits);
  const followed = new Map<string, (Pick<Case, 'later' | 'kind'> & { readonly time: number })[]>();
  for (const { sha, time, body } of commits)
    for (const [kind, pattern] of [
      ['fix', FIXES],
      ['revert', REVERTS],
    ] as const)
      for (const target of new Set(idsIn(body, pattern).map(resolve)))
        if (target !== undefined && target !== sha)
          followed.set(target, [...(followed.get(target) ?? []), { later: sha, kind, time }]);
  return branches.flatMap((branch) =>
    readLog(repo, `${mainline}..${branch}`).flatMap((copy) => {
      const asOf = copy.time + WEEK;
      const targets = new Set(idsIn(copy.body, UPSTREAM).map(resolve));
      return [...targets].flatMap((target) =>
        (followed.get(target ?? '') ?? [])
          .filter(({ time }) => time <= asOf)
          .map(({ later, kind }) => ({ branch, target: target ?? '', later, kind, asOf })),
      );
    }),
  );
}

/** Undefined when it is found. */
function whyMissed(history: History, { target, later, asOf }: Case): string | undefined {
  const row = history.rowOf(target as Sha);
  const laterRow = history.rowOf(later as Sha);
  if (row === undefined || laterRow === undefined) return 'not among the indexed commits of mainline';
  if (followUpsOf({ history, row, asOf }).some((each) => each.row === laterRow)) return undefined;
  if (followUpsOf({ history, row, asOf }, 10_000).some((each) => each.row === laterRow))
    return 'more than 20 follow-ups';
  return history.commits[laterRow].commitTime > asOf
    ? 'younger than the day'
    : 'its reference was not read or not resolved';
}

async function main(): Promise<void> {
  const [repo = '', folder = '', mainline = '', ...branches] = process.argv.slice(2);
  const cases = findCases(repo, mainline, branches);
  const store = await openStore({ folder, mode: 'read' });
  try {
    const history = await loadHistory(store);
    const missed = cases.flatMap((each) => {
      const why = whyMissed(history, each);
      return why === undefined ? [] : [{ ...each, why }];
    });
    const commitsOf = (list: readonly Case[]): number => new Set(list.map(({ target }) => target)).size;
    const share = (part: number, whole: number): number =>
      Math.round((1 - part / Math.max(whole, 1)) * 10_000) / 10_000;
    const reverts = (list: readonly Case[]): Case[] => list.filter(({ kind }) => kind === 'revert');
    console.log(
      JSON.stringify(
        {
          branches: branches.length,
          cases: cases.length,
          found: share(missed.length, cases.length),
          commits: commitsOf(cases),
          commitsWithAllFound: share(commitsOf(missed), commitsOf(cases)),
          reverts: reverts(cases).length,
          revertsFound: share(reverts(missed).length, reverts(cases).length),
          missedBecause: Object.fromEntries(
            [...Map.groupBy(missed, ({ why }) => why)].map(([why, { length }]) => [why, length]),
          ),
          missed: missed
            .slice(0, 12)
            .map(({ target, later, why }) => `${later.slice(0, 12)} of ${target.slice(0, 12)}: ${why}`),
        },
        undefined,
        1,
      ),
    );
  } finally {
    await store.close();
  }
}

await main();
