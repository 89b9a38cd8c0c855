import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepository } from '../../git/index.ts';
import type { Repository, Sha } from '../../git/index.ts';
import { makeRepo } from '../../testing/repo.ts';
import type { TestRepo } from '../../testing/repo.ts';
import { findChains } from './chains.ts';
import { matchFiles } from './images.ts';
import { findOrigins } from './origins.ts';
import { tryPicks } from './picks.ts';
import type { Task } from './task.ts';
import { findTip } from './tips.ts';
import { sketchHistory } from '../../testing/history.ts';
import type { History } from '../../history/index.ts';

const text = (...lines: string[]): string => `${lines.join('\n')}\n`;
const body = [
  'int first(void)',
  '{',
  '  return one_value;',
  '}',
  '',
  'int second(void)',
  '{',
  '  return two_value;',
  '}',
];

let repo: TestRepo;
let repository: Repository;
let prepare: Sha;
let fix: Sha;
let tip: Sha;

/** Mainline: base, a new name for a value, a fix of that very line. The branch has the base alone. */
beforeEach(async () => {
  repo = makeRepo();
  repo.commit({ message: 'base', files: { 'a.c': text(...body), 'b.c': text(...body) } });
  tip = repo.id('HEAD');
  repo.branch('stable-1.0');
  repo.branch('main');
  prepare = repo.commit({
    message: 'give it a better name',
    files: { 'a.c': text(...body).replace('one_value', 'better_value') },
  });
  fix = repo.commit({ message: 'mend it', files: { 'a.c': text(...body).replace('one_value', 'better_value + 1') } });
  repository = await openRepository(repo.dir);
});
afterEach(async () => {
  await repository.close();
  repo.remove();
});

function historyOf(): History {
  return sketchHistory({
    commits: [
      { sha: prepare, day: '2020-01-02', paths: ['a.c'] },
      { sha: fix, day: '2020-01-03', paths: ['a.c'] },
    ],
    branches: [{ name: 'stable-1.0', began: '2020-01-01' }],
  });
}
const taskOf = (row: number, sha: Sha): Task => ({
  row,
  sha,
  branch: 0,
  seen: { tip, first: [], pick: undefined, images: undefined, chain: undefined, lacks: undefined },
});

describe('looking at a branch', () => {
  it('finds the commit behind a conflict, and that all applies after it', async () => {
    const task = taskOf(1, fix);
    await tryPicks(repository, [task], () => true);
    expect(task.seen.pick).toMatchObject({ kind: 'conflicts', files: [{ path: 'a.c', kind: 'content' }] });
    const history = historyOf();
    await findChains({ repository, history, asOf: history.end }, [task]);
    expect(task.seen.chain).toEqual({ kind: 'applies', first: [prepare] });
  });

  it('blames conflicting lines that are too short to tell by their words', async () => {
    const base = tip;
    const write = (value: string): Record<string, string> => ({ 'c.c': text('{', `  ${value};`, '}') });
    repo.branch('main');
    const made = repo.commit({ message: 'a file', files: write('a') });
    const first = repo.commit({ message: 'one step', files: write('b') });
    const second = repo.commit({ message: 'and another', files: write('c') });
    const days = [made, first, second].map((sha, n) => ({ sha, day: `2020-01-0${n + 2}`, paths: ['c.c'] }));
    const sketch = sketchHistory({ commits: days, branches: [{ name: 'stable-1.0', began: '2020-01-01' }] });
    const history = { ...sketch, branches: [{ ...sketch.branches[0], base }] };
    const files = [{ path: 'c.c', oldPath: 'c.c', kind: 'content' as const, changes: [{ oldStart: 2, oldLines: 1 }] }];
    const found = await findOrigins({ repository, history, asOf: history.end }, [{ at: second, files, branch: 0 }]);
    expect(found.map(({ shas }) => [...shas].toSorted())).toEqual([[made, first].toSorted()]);
  });

  it('says that the branch itself changed the lines when no missing commit did', async () => {
    const base = tip;
    repo.branch('stable-1.0');
    tip = repo.commit({ message: 'own way', files: { 'a.c': text(...body).replace('one_value', 'own_value') } });
    const task = taskOf(0, prepare);
    await tryPicks(repository, [task], () => true);
    const sketch = historyOf();
    const history = { ...sketch, branches: [{ ...sketch.branches[0], base }] };
    await findChains({ repository, history, asOf: history.end }, [task]);
    expect(task.seen.chain).toEqual({ kind: 'fails', missing: [] });
    // A branch point that is not here: git cannot blame, and that is not "nobody".
    task.seen = { ...task.seen, chain: undefined };
    await findChains({ repository, history: sketch, asOf: sketch.end }, [task]);
    expect(task.seen.chain).toMatchObject({ kind: 'unknown', why: expect.stringContaining('cannot be blamed') });
  });

  it('names only what is behind the own conflicts, not what is in the way of that', async () => {
    const base = tip;
    const write = (a: string, b: string): Record<string, string> => ({ 'a.c': text(a, 'end'), 'b.c': text(b, 'end') });
    repo.branch('wide', base);
    const far = repo.commit({ message: 'far', files: write('one_value', 'two_values') });
    const near = repo.commit({ message: 'near', files: write('better_value', 'three_values') });
    const last = repo.commit({ message: 'mend it', files: write('best_value', 'three_values') });
    repo.branch('stable-1.0');
    tip = repo.commit({ message: 'own way', files: write('one_value', 'own_values') });
    const sketch = sketchHistory({
      commits: [far, near, last].map((sha, n) => ({ sha, day: `2020-01-0${n + 2}`, paths: ['a.c', 'b.c'] })),
      branches: [{ name: 'stable-1.0', began: '2020-01-01' }],
    });
    const history = { ...sketch, branches: [{ ...sketch.branches[0], base }] };
    const task = taskOf(2, last);
    await tryPicks(repository, [task], () => true);
    await findChains({ repository, history, asOf: history.end }, [task]);
    expect(task.seen.chain).toEqual({ kind: 'fails', missing: [near] });
  });

  it('tells whether the lines that a commit changes are there', async () => {
    const tasks = [taskOf(0, prepare), taskOf(1, fix)];
    await matchFiles(repository, tasks);
    expect(tasks.map(({ seen }) => seen.images?.kind)).toEqual(['all', 'none']);
  });

  it('answers for a commit whose objects are missing with unknown and goes on', async () => {
    const missing = taskOf(0, 'd'.repeat(40) as Sha);
    const there = taskOf(0, prepare);
    await tryPicks(repository, [missing, there], () => false);
    expect([missing, there].map(({ seen }) => seen.pick?.kind)).toEqual(['unknown', 'clean']);
  });

  it('takes a branch as it was on the day', async () => {
    repo.branch('stable-1.0');
    const [first, second] = [1_600_000_000, 1_700_000_000].map((time) =>
      repo.commit({ message: `at ${time}`, files: { 'own.c': `${time}\n` }, time }),
    );
    const branch = { ...historyOf().branches[0], base: tip, tip: second, lastTime: 1_700_000_000 };
    const days = [1_500_000_000, 1_650_000_000, 1_800_000_000];
    expect(await Promise.all(days.map((day) => findTip(repository, branch, day)))).toEqual([tip, first, second]);
  });
});
