import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepository } from '../../git/index.ts';
import type { Repository, Sha } from '../../git/index.ts';
import { sketchHistory } from '../../testing/history.ts';
import { makeRepo } from '../../testing/repo.ts';
import type { TestRepo } from '../../testing/repo.ts';
import { findLacks } from './lacks.ts';
import { tryPicks } from './picks.ts';
import type { Task } from './task.ts';

const text = (...lines: string[]): string => `${lines.join('\n')}\n`;
const body = ['int first(int n)', '{', '  return one_value(n);', '}'];
const header = (...lines: string[]): string => text('int one_value(int n);', ...lines);

let repo: TestRepo;
let repository: Repository;
let base: Sha;

beforeEach(async () => {
  repo = makeRepo();
  repo.commit({ message: 'base', files: { 'a.c': text(...body), 'a.h': header() } });
  base = repo.id('HEAD');
  repo.branch('main');
  repository = await openRepository(repo.dir);
});
afterEach(async () => {
  await repository.close();
  repo.remove();
});

/** What is found of the last of these commits on the base. */
const look = async (...shas: Sha[]): Promise<Task['seen'] | undefined> => (await lookAll(...shas)).at(-1);

async function lookAll(...shas: Sha[]): Promise<Task['seen'][]> {
  const began = '2020-01-01';
  const sketch = sketchHistory({
    commits: shas.map((sha, n) => ({ sha, day: `2020-01-0${n + 2}`, paths: ['a.c'] })),
    branches: [{ name: 'stable-1.0', began }],
  });
  const history = { ...sketch, branches: [{ ...sketch.branches[0], base }] };
  const seen = { tip: base, first: [], pick: undefined, images: undefined, chain: undefined, lacks: undefined };
  const tasks = shas.map((sha, row): Task => ({ row, sha, branch: 0, seen }));
  await tryPicks(repository, tasks, () => false);
  await findLacks({ repository, history, asOf: history.end }, tasks);
  return tasks.map((task) => task.seen);
}

describe('names that a pick uses and a branch lacks', () => {
  const uses = text(...body.with(2, '  return safe_value(one_value(n));'));

  it('names the commit that brought one, and that the pick applies behind it', async () => {
    const brought = repo.commit({ message: 'safe values', files: { 'a.h': header('int safe_value(int n);') } });
    const fix = repo.commit({ message: 'mend it', files: { 'a.c': uses } });
    const seen = await look(brought, fix);
    expect(seen).toMatchObject({
      pick: { kind: 'clean' },
      lacks: [{ name: 'safe_value', from: brought }],
      chain: { kind: 'applies', first: [brought] },
    });
  });

  it('does not count what the commit brings itself, what the branch has, and what strings and comments say', async () => {
    const files = { 'a.c': uses.replace('safe', 'one_value(1) + safe'), 'a.h': header('int safe_value(int n);') };
    expect((await look(repo.commit({ message: 'mend it', files })))?.lacks).toEqual([]);
    const said = text(...body.with(2, '  puts_all("far_value(n)"); /* far_value(n) */'), 'int puts_all(char *s);');
    expect((await look(repo.commit({ message: 'say it', files: { 'a.c': said } })))?.lacks).toEqual([]);
  });

  it('leaves open what a branch that is not read whole may have, not what was found there', async () => {
    const far = repo.commit({ message: 'other', files: { 'a.c': uses.replace('safe', 'far') } });
    repo.git(['checkout', '--quiet', base]);
    base = repo.commit({ message: 'branch', files: { 'b.h': 'int safe_value(int n);\n', 'z.c': 'lost\n' } });
    const lost = repo.git(['rev-parse', `${base}:z.c`]).trim();
    const fix = repo.commit({ message: 'mend it', files: { 'a.c': uses } });
    rmSync(join(repo.dir, '.git/objects', lost.slice(0, 2), lost.slice(2)));
    expect((await lookAll(far, fix)).map(({ lacks }) => lacks)).toEqual([undefined, []]);
  });
});
