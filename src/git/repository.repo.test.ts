import { expect, test } from 'vitest';
import { collect, stateOf, withRepository } from '../testing/reading.ts';
import { makeRepo } from '../testing/repo.ts';
import { parsePatch } from './index.ts';
import type { Commit, PatchBytes, Sha } from './index.ts';

test('commits, patches, refs, graph and files of a small history', async () => {
  using repo = makeRepo();
  const first = repo.commit({ message: 'first\n\nbody\n', files: { 'a/x': 'one\n' } });
  repo.tag('v1', 'release one');
  const second = repo.commit({ message: 'second\n', files: { 'a/x': 'two\n', y: 'y\n' } });
  repo.branch('side', 'v1');
  const third = repo.commit({ message: 'third\n', files: { z: 'z\n' } });
  repo.branch('main');
  const merge = repo.merge('side', 'merge side');

  await withRepository(repo.dir, async (repository) => {
    const before = stateOf(repo.dir);
    expect(repository).toMatchObject({ dir: repo.dir, objectFormat: 'sha1', shallow: false, partial: false });
    expect((await repository.refs()).map(({ name, target }) => [name, target])).toEqual([
      ['refs/heads/main', merge],
      ['refs/heads/side', third],
      ['refs/tags/v1', first],
    ]);
    expect(await repository.headRef()).toBe('refs/heads/main');

    const graph = await repository.graph([merge]);
    expect(graph.size).toBe(4);
    expect(graph.isMerge(graph.indexOf(merge)!)).toBe(true);
    expect(graph.parents(graph.indexOf(merge)!).map(graph.sha)).toEqual([second, third]);

    const commits = (await collect(repository.commits([second, first]))) as Commit[];
    expect(commits.map((commit) => [commit.subject, commit.body])).toEqual([
      ['second', ''],
      ['first', 'body'],
    ]);
    const patches = (await collect(repository.patches([second, first, merge]))) as PatchBytes[];
    expect(patches.map((patch) => parsePatch(patch.bytes).files.map((file) => file.newPath))).toEqual([
      ['a/x', 'y'],
      ['a/x'],
      ['z'],
    ]);

    expect((await repository.file(first, 'a/x'))?.toString()).toBe('one\n');
    expect(await repository.file(first, 'a')).toBeUndefined();
    expect(await repository.file(first, 'nope')).toBeUndefined();
    expect(await repository.file(first, '../a/x')).toBeUndefined();
    expect((await repository.mailPatch(second)).toString()).toMatch(
      /^diff --git a\/a\/x b\/a\/x\nindex [0-9a-f]{12}\.\.[^]*\n\+two\n[^]*\n\+y\n$/,
    );
    expect(stateOf(repo.dir)).toEqual(before);
  });
});

test('a detached HEAD names no branch', async () => {
  using repo = makeRepo();
  repo.commit({ message: 'x' });
  repo.git(['checkout', '-q', '--detach']);
  expect(await withRepository(repo.dir, (repository) => repository.headRef())).toBeUndefined();
});

test('a message in another encoding', async () => {
  using repo = makeRepo();
  repo.git(['config', 'i18n.commitEncoding', 'ISO-8859-1']);
  const sha = repo.commit({ message: Buffer.from('gr\xfc\xdfe\n', 'latin1') });
  const [commit] = await withRepository(repo.dir, (repository) => collect(repository.commits([sha])));
  expect((commit as Commit).subject).toBe('grüße');
});

test('more commits than fit in flight come in order, from an async source too', async () => {
  using repo = makeRepo();
  const shas = Array.from({ length: 3 }, (_, n) => repo.commit({ message: `c${n}`, files: { x: `${n}` } }));
  const many = Array.from({ length: 3000 }, (_, n) => shas[n % 3]);
  async function* source(): AsyncGenerator<Sha> {
    yield* many;
  }
  await withRepository(repo.dir, async (repository) => {
    const commits = (await collect(repository.commits(source()))) as Commit[];
    expect(commits.map(({ sha }) => sha)).toEqual(many);
    const patches = await collect(repository.patches(many));
    expect(patches.map(({ sha, kind }) => (kind === 'patch' ? sha : kind))).toEqual(many);
  });
});
