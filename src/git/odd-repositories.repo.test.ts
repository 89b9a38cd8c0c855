import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect, readPatch, stateOf, withRepository } from '../testing/reading.ts';
import { makeRepo } from '../testing/repo.ts';
import { openRepository, parsePatch, parseSha } from './index.ts';
import type { Commit, Unread } from './index.ts';

test('a bare repository, a sub-folder and a linked work tree lead to the same place', async () => {
  using repo = makeRepo();
  const tip = repo.commit({ message: 'x', files: { 'sub/x': 'x' } });
  repo.git(['worktree', 'add', '-q', '-b', 'other', '../linked']);
  repo.git(['clone', '-q', '--bare', '.', '../bare.git']);
  const gitDir = join(repo.dir, '.git');
  for (const [dir, expected, head] of [
    [repo.dir, gitDir, 'refs/heads/main'],
    [join(repo.dir, 'sub'), gitDir, 'refs/heads/main'],
    [join(repo.dir, '../linked'), gitDir, 'refs/heads/other'],
    [join(repo.dir, '../bare.git'), join(repo.dir, '../bare.git'), 'refs/heads/main'],
  ] as const) {
    await withRepository(dir, async (repository) => {
      expect([repository.dir, repository.gitDir, await repository.headRef()]).toEqual([dir, expected, head]);
      expect(await repository.resolve('HEAD')).toBe(tip);
      expect((await repository.file(tip, 'sub/x'))?.toString()).toBe('x');
    });
  }
});

test('a sha-256 repository', async () => {
  using repo = makeRepo({ objectFormat: 'sha256' });
  const first = repo.commit({ message: 'first', files: { x: 'one\n' } });
  const second = repo.commit({ message: 'second', files: { x: 'two\n' } });
  expect(second).toHaveLength(64);
  await withRepository(repo.dir, async (repository) => {
    expect(repository.objectFormat).toBe('sha256');
    const graph = await repository.graph([second]);
    expect([graph.sha(0), graph.sha(1), graph.indexOf(first)]).toEqual([second, first, 1]);
    expect(parsePatch((await readPatch(repository, second)).bytes).added).toBe(1);
    expect((await repository.file(first, 'x'))?.toString()).toBe('one\n');
    expect(await repository.range('HEAD~1..HEAD')).toEqual([second]);
  });
});

test('an empty repository has no refs, and HEAD names the branch to be', async () => {
  using repo = makeRepo({ branch: 'trunk' });
  await withRepository(repo.dir, async (repository) => {
    expect(await repository.refs()).toEqual([]);
    expect(await repository.headRef()).toBe('refs/heads/trunk');
    expect((await repository.graph([])).size).toBe(0);
    expect(await repository.resolve('HEAD')).toBeUndefined();
    await expect(repository.range('HEAD')).rejects.toMatchObject({ code: 'unknown-range' });
  });
});

test('a shallow clone: its edge has no parents and no patch', async () => {
  using repo = makeRepo();
  for (let n = 0; n < 4; n++) repo.commit({ message: `c${n}`, files: { x: `${n}\n` } });
  repo.git(['clone', '-q', '--depth=2', `file://${repo.dir}`, '../shallow']);
  const tip = repo.id('HEAD');
  const edge = repo.id('HEAD~1');
  await withRepository(join(repo.dir, '../shallow'), async (repository) => {
    expect(repository.shallow).toBe(true);
    expect((await repository.graph([tip])).size).toBe(2);
    expect(await collect(repository.patches([edge, tip]))).toMatchObject([
      { kind: 'unread', sha: edge, why: 'its parent is not in this shallow clone' },
      { kind: 'patch', sha: tip },
    ]);
  });
});

test('replaced and grafted commits are read as they are', async () => {
  using repo = makeRepo();
  const first = repo.commit({ message: 'first', files: { x: '1' } });
  const second = repo.commit({ message: 'second', files: { x: '2' } });
  const third = repo.commit({ message: 'third', files: { x: '3' } });
  repo.git(['replace', second, first]);
  mkdirSync(join(repo.dir, '.git/info'), { recursive: true });
  writeFileSync(join(repo.dir, '.git/info/grafts'), `${third}\n`);
  await withRepository(repo.dir, async (repository) => {
    const [commit] = (await collect(repository.commits([second]))) as Commit[];
    expect(commit.subject).toBe('second');
    expect((await repository.graph([third])).size).toBe(3);
    expect((await repository.refs()).map(({ name }) => name)).toEqual(['refs/heads/main']);
  });
});

test('missing and foreign objects are unread, one by one, and the rest is read', async () => {
  using repo = makeRepo();
  const shas = Array.from({ length: 8 }, (_, n) => repo.commit({ message: `c${n}`, files: { [`f${n}`]: `${n}\n` } }));
  const absent = parseSha('1'.repeat(40));
  const tree = parseSha(repo.git(['rev-parse', 'HEAD^{tree}']));
  for (const n of [2, 5, 6]) {
    const blob = repo.git(['rev-parse', `HEAD:f${n}`]);
    rmSync(join(repo.dir, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  }
  await withRepository(repo.dir, async (repository) => {
    for (const turn of [1, 2]) {
      const patches = await collect(repository.patches([...shas, absent, tree, shas[0]]));
      expect(patches.map(({ kind }) => kind === 'patch').map(Number)).toEqual([1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1]);
      expect(patches.map(({ sha }) => sha)).toEqual([...shas, absent, tree, shas[0]]);
      expect((patches[5] as Unread).why, `turn ${turn}`).toMatch(/^blob [0-9a-f]{40} is not in this repository$/);
      expect((patches[8] as Unread).why).toBe('the commit is not in this repository');
    }
    const commits = await collect(repository.commits([absent, shas[3], tree]));
    expect(commits).toMatchObject([
      { kind: 'unread', sha: absent, why: 'the commit is not in this repository' },
      { kind: 'commit', subject: 'c3' },
      { kind: 'unread', sha: tree, why: 'it is a tree, not a commit' },
    ]);
    await expect(repository.file(shas[7], 'f2')).rejects.toMatchObject({ code: 'file-unread' });
  });
});

test('a damaged commit is unread, and the reader goes on behind it', async () => {
  using repo = makeRepo();
  const shas = ['a', 'b', 'c'].map((message) => repo.commit({ message, files: { x: message } }));
  const path = join(repo.dir, '.git/objects', shas[1].slice(0, 2), shas[1].slice(2));
  rmSync(path);
  writeFileSync(path, 'this is no object');
  await withRepository(repo.dir, async (repository) => {
    const commits = await collect(repository.commits(shas));
    expect(commits.map(({ kind }) => kind)).toEqual(['commit', 'unread', 'commit']);
    expect((commits[1] as Unread).why).not.toBe('');
  });
});

test('a partial clone is said to be one, and nothing is fetched', async () => {
  using repo = makeRepo();
  const shas = [1, 2, 3].map((n) => repo.commit({ message: `c${n}`, files: { x: `${n}\n`, [`y${n}`]: `y${n}\n` } }));
  repo.git(['config', 'uploadpack.allowFilter', 'true']);
  repo.git(['clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repo.dir}`, '../partial']);
  const clone = join(repo.dir, '../partial');
  await withRepository(clone, async (repository) => {
    const before = stateOf(clone);
    expect(repository.partial).toBe(true);
    expect((await repository.graph([shas[2]])).size).toBe(3);
    const patches = await collect(repository.patches(shas));
    expect(patches.map(({ kind }) => kind)).toEqual(['unread', 'unread', 'unread']);
    expect((await collect(repository.commits(shas))).map(({ kind }) => kind)).toEqual(['commit', 'commit', 'commit']);
    await expect(repository.file(shas[0], 'x')).rejects.toMatchObject({ code: 'file-unread' });
    expect(stateOf(clone)).toEqual(before);
  });
});

test('packs that cannot be listed are an error, none are not', async () => {
  using repo = makeRepo();
  const packs = join(repo.dir, '.git/objects/pack');
  rmSync(packs, { recursive: true });
  await withRepository(repo.dir, async (repository) => expect(repository.partial).toBe(false));
  writeFileSync(packs, '');
  await expect(openRepository(repo.dir)).rejects.toMatchObject({ code: 'packs-unreadable' });
});
