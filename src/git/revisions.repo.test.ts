import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withRepository } from '../testing/reading.ts';
import { makeRepo } from '../testing/repo.ts';

test('a tag of a tag, a tag of a blob and a tag of a tree', async () => {
  using repo = makeRepo();
  const tip = repo.commit({ message: 'x', files: { x: 'x' } });
  repo.tag('inner', 'inner');
  repo.git(['tag', '-a', '-m', 'outer', 'outer', 'inner']);
  repo.git(['tag', 'blob', 'HEAD:x']);
  repo.git(['tag', '-a', '-m', 'tree', 'tree', 'HEAD^{tree}']);
  const refs = await withRepository(repo.dir, (repository) => repository.refs());
  expect(refs.map(({ name, target }) => [name, target])).toEqual([
    ['refs/heads/main', tip],
    ['refs/tags/inner', tip],
    ['refs/tags/outer', tip],
  ]);
});

test('a revision is resolved, and what names no commit is undefined', async () => {
  using repo = makeRepo();
  const first = repo.commit({ message: 'first', files: { x: 'x' } });
  const second = repo.commit({ message: 'second', files: { x: 'y' } });
  repo.tag('v1', 'annotated');
  await withRepository(repo.dir, async (repository) => {
    for (const name of ['main', 'HEAD', 'v1', second, second.slice(0, 12), ' main ', 'refs/tags/v1']) {
      expect(await repository.resolve(name)).toBe(second);
    }
    expect(await repository.resolve('HEAD~1')).toBe(first);
    for (const name of [
      '',
      'nope',
      '--all',
      '-n1',
      'HEAD:x',
      'HEAD^{tree}',
      'a\nmain',
      'main..v1',
      '\0',
      '0'.repeat(40),
    ]) {
      expect(await repository.resolve(name)).toBeUndefined();
    }
    expect(await repository.resolve('main')).toBe(second);
  });
});

test('a short id that fits several commits is refused, with the candidates', async () => {
  using repo = makeRepo();
  // Ids are the same everywhere, and among so many some share four digits.
  const stream = Array.from(
    { length: 1000 },
    (_, n) => `commit refs/heads/main\ncommitter T <t@example.org> ${n} +0000\ndata 0\n`,
  );
  repo.git(['fast-import', '--quiet'], { input: stream.join('') });
  const byPrefix = Map.groupBy(repo.git(['rev-list', 'main']).split('\n'), (sha) => sha.slice(0, 4));
  const [prefix, shas] = [...byPrefix].find(([, each]) => each.length > 1)!;
  await withRepository(repo.dir, async (repository) => {
    const error = expect.objectContaining({ code: 'ambiguous-revision', message: expect.stringContaining(shas[0]) });
    await expect(repository.resolve(prefix)).rejects.toEqual(error);
  });
});

test('ranges as people write them, newest first and without merges', async () => {
  using repo = makeRepo();
  const a = repo.commit({ message: 'a', files: { a: 'a' } });
  repo.tag('v1');
  const b = repo.commit({ message: 'b', files: { b: 'b' } });
  repo.branch('side', 'v1');
  const c = repo.commit({ message: 'c', files: { c: 'c' } });
  repo.branch('main');
  const merge = repo.merge('side', 'merge');
  const d = repo.commit({ message: 'd', files: { d: 'd' } });
  await withRepository(repo.dir, async ({ range }) => {
    expect(await range('v1..main')).toEqual([d, c, b]);
    expect(await range('v1..')).toEqual([d, c, b]);
    expect(await range('^v1 main ^side')).toEqual([d, b]);
    expect(await range('side...main~2')).toEqual([c, b]);
    expect(await range('main')).toEqual([d]);
    expect(await range('main v1')).toEqual([d, a]);
    expect(await range(merge)).toEqual([merge]);
    expect(await range('main..v1')).toEqual([]);
    for (const wrong of [
      '',
      ' ',
      '--all',
      '-n1',
      '--output=x main',
      'v1..nope',
      'nope',
      '^v1 --all',
      'main\n--all',
      'v1..main\0',
      '^',
      '....',
    ]) {
      await expect(range(wrong)).rejects.toMatchObject({ code: 'unknown-range' });
    }
    await expect(range('v1..v9')).rejects.toThrow(/"v9" names no commit here/);
  });
});

test('refs that look like options and names with any byte', async () => {
  using repo = makeRepo();
  const tip = repo.commit({ message: 'x', files: { x: 'x' } });
  repo.git(['update-ref', 'refs/heads/--all', tip]);
  repo.git(['update-ref', 'refs/heads/ü', tip]);
  writeFileSync(Buffer.concat([Buffer.from(join(repo.dir, '.git/refs/heads/')), Buffer.of(0xff)]), `${tip}\n`);
  await withRepository(repo.dir, async (repository) => {
    const names = (await repository.refs()).map(({ name }) => name);
    expect(names).toEqual(['refs/heads/--all', 'refs/heads/main', 'refs/heads/ü', '"refs/heads/\\377"']);
    expect(await repository.resolve('refs/heads/--all')).toBe(tip);
    await expect(repository.range('--all')).rejects.toMatchObject({ code: 'unknown-range' });
  });
});
