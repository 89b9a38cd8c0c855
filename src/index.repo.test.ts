import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDemoRepository } from '../tools/demo-repo.ts';
import { openWorkspace, runExplain, runIndex, runSelect } from './index.ts';
import type { Selection, Workspace } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'autosel-door-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const demo = await buildDemoRepository(join(folder, 'harbour.git'));
const git = (...args: string[]): string[] =>
  execFileSync('git', ['-C', demo.dir, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter(Boolean);

async function withWorkspace<Answer>(store: string, work: (workspace: Workspace) => Promise<Answer>): Promise<Answer> {
  const workspace = await openWorkspace({
    repo: demo.dir,
    store: join(folder, store),
    env: {},
    platform: 'linux',
    home: folder,
    signal: new AbortController().signal,
    progress: () => {},
    note: () => {},
  });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

const REQUEST = {
  range: demo.range,
  onto: undefined,
  threshold: undefined,
  max: undefined,
  asOf: undefined,
  update: true,
};
const select = (store: string): Promise<Selection> =>
  withWorkspace(store, (workspace) => runSelect(workspace, REQUEST));

const summary = await withWorkspace('store', (workspace) => runIndex(workspace, { rebuild: false }));
const selection = await select('store');
const inLane = (lane: string) => selection.commits.filter((commit) => commit.lane === lane);

describe('the whole walk over the demo repository', () => {
  it('finds mainline and every stable branch by content', () => {
    expect(summary.mainline).toBe('refs/heads/main');
    expect(summary.branches.map(({ name }) => name).toSorted()).toEqual(demo.branches.toSorted());
    expect(summary.commits).toBe(demo.mainlineCommits);
    expect(summary.unread).toBe(0);
  });

  it('puts every commit of the range into exactly one lane', () => {
    const range = git('rev-list', '--no-merges', demo.range);
    expect(selection.commits.map(({ sha }) => String(sha)).toSorted()).toEqual(range.toSorted());
    expect(Object.values(selection.counts).reduce((sum, count) => sum + count, 0)).toBe(range.length);
  });

  it('never proposes what a stable branch has, nor what its author opted out of', () => {
    const bodies = git('log', '--format=%b', ...demo.branches.map((branch) => `main..${branch}`)).join('\n');
    const having = (pattern: string): string[] => git('log', '--format=%H', `--grep=${pattern}`, demo.range);
    const optedOut = inLane('opted out').map(({ sha }) => String(sha));
    expect(optedOut.toSorted()).toEqual(having('^Cc: <stable+noautosel@').toSorted());
    expect(inLane('already there').length).toBeGreaterThan(5);
    for (const { sha } of inLane('already there')) expect(bodies).toContain(sha);
    for (const { sha } of [...inLane('proposal'), ...inLane('tagged for stable')]) expect(bodies).not.toContain(sha);
  });

  it('proposes repairs and leaves features, documents and tests', () => {
    const chores = /add \w+\(\)|describe the|add a test|spelling|rename/;
    expect(inLane('proposal').length).toBeGreaterThan(3);
    expect(inLane('proposal').filter(({ subject }) => chores.test(subject))).toEqual([]);
    expect(inLane('left').filter(({ subject }) => chores.test(subject)).length).toBeGreaterThan(30);
  });

  it('gives the same answer again, and from an index that was made anew', async () => {
    expect(JSON.stringify(await select('store'))).toBe(JSON.stringify(selection));
    expect(JSON.stringify(await select('another'))).toBe(JSON.stringify(selection));
  });

  it('explains a commit as it selected it', async () => {
    const [first] = inLane('proposal');
    const request = { commit: first.sha, asOf: undefined, update: false };
    const explained = await withWorkspace('store', (workspace) => runExplain(workspace, request));
    expect(explained.commit.probability).toBe(first.probability);
    expect(explained.commit.facts).toEqual(first.facts);
    expect(explained.decision).toBe('undecided');
  });
});
