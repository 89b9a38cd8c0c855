import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { withRepository } from '../testing/reading.ts';
import { makeFolder, makeRepo } from '../testing/repo.ts';

const numbered = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at + 1}\n`).join('');

describe('log', () => {
  it('names the commits that changed a file, a folder or lines, newest first, and no later ones than asked', async () => {
    using repo = makeRepo();
    const first = repo.commit({ message: 'one', files: { 'd/a:b': numbered(20) } });
    const second = repo.commit({ message: 'two', files: { 'd/a:b': numbered(20).replace('line 3\n', 'LINE 3\n') } });
    const third = repo.commit({ message: 'three', files: { 'd/c': 'c\n' } });
    const until = Number(repo.git(['show', '-s', '--format=%ct', second]));

    await withRepository(repo.dir, async (repository) => {
      const log = async (more: object): Promise<readonly string[]> =>
        (await repository.log({ revision: third, path: 'd', limit: 9, ...more })).shas;
      expect(await log({})).toEqual([third, second, first]);
      expect(await log({ limit: 1 })).toEqual([third]);
      expect(await log({ until })).toEqual([second, first]);
      expect(await log({ path: 'd/a:b' })).toEqual([second, first]);
      expect(await log({ path: 'd/a:b', lines: [2, 4] })).toEqual([second, first]);
      expect(await log({ path: 'd/a:b', lines: [10, 12] })).toEqual([first]);
      expect(await log({ path: '*' })).toEqual([]);
      await expect(log({ path: 'd/a:b', lines: [30, 31] })).rejects.toMatchObject({ code: 'log-unread' });
      await expect(log({ path: 'x', lines: [1, 1] })).rejects.toMatchObject({ code: 'log-unread' });
    });
  });
});

describe('lines', () => {
  it('are found by a text that is never a pattern, with the function around them', async () => {
    using repo = makeRepo();
    const c = 'int outer(void)\n{\n\treturn a.*b(x);\n}\n';
    const sha = repo.commit({ message: 'one', files: { 'x:1.c': c, 'y.c': 'aXXb(x)\n', 'z.bin': 'a.*b\0' } });

    await withRepository(repo.dir, async (repository) => {
      const found = await repository.lines({ revision: sha, text: 'a.*b', functions: true });
      expect(found).toEqual({
        cut: undefined,
        lines: [
          { path: 'x:1.c', line: 1, text: 'int outer(void)', holds: false },
          { path: 'x:1.c', line: 3, text: '\treturn a.*b(x);', holds: true },
        ],
      });
      expect((await repository.lines({ revision: sha, text: '--help' })).lines).toEqual([]);
      expect((await repository.lines({ revision: sha, text: 'oute', wholeWord: true })).lines).toEqual([]);
      expect((await repository.lines({ revision: sha, text: 'oute', paths: ['y.c'] })).lines).toEqual([]);
      expect((await repository.lines({ revision: sha, text: 'a.*b', maxBytes: 5 })).cut).toContain('more than 5 bytes');
      await expect(repository.lines({ revision: sha, text: 'a\nb' })).rejects.toMatchObject({ code: 'grep-unread' });
    });
  });
});

describe('entries', () => {
  it('tell files, folders, links and submodules apart', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'one', files: { 'a/b/c': 'c', 'a/\\"é': 'x', f: 'f' } });
    const link = repo.git(['hash-object', '-w', '--stdin'], { input: '/etc/passwd' });
    repo.git(['update-index', '--add', '--cacheinfo', `120000,${link},l`]);
    repo.git(['update-index', '--add', '--cacheinfo', `160000,${repo.id('HEAD')},s`]);
    repo.git(['commit', '--quiet', '-m', 'two']);
    const revision = repo.id('HEAD');

    await withRepository(repo.dir, async (repository) => {
      expect(await repository.entries({ revision })).toEqual([
        { path: 'a', kind: 'folder' },
        { path: 'f', kind: 'file' },
        { path: 'l', kind: 'link' },
        { path: 's', kind: 'submodule' },
      ]);
      expect(await repository.entries({ revision, path: 'a/', deep: true })).toEqual([
        { path: 'a/\\"é', kind: 'file' },
        { path: 'a/b/c', kind: 'file' },
      ]);
      expect(await repository.entries({ revision, path: 'nothing' })).toEqual([]);
    });
  });
});

describe('ancestry', () => {
  it('knows the tip of a day, what contains a commit, and which refs do', async () => {
    using repo = makeRepo();
    const first = repo.commit({ message: 'one', time: 1_600_000_000 });
    repo.tag('v1');
    const second = repo.commit({ message: 'two', time: 1_600_000_100 });
    repo.branch('side', first);

    await withRepository(repo.dir, async (repository) => {
      expect(await repository.tip({ tip: second, until: 1_600_000_099 })).toBe(first);
      expect(await repository.tip({ tip: second, until: 1_600_000_100 })).toBe(second);
      expect(await repository.tip({ tip: second, until: 5 })).toBeUndefined();
      expect(await repository.reaches({ sha: second, ancestor: first })).toBe(true);
      expect(await repository.reaches({ sha: first, ancestor: second })).toBe(false);
      expect(await repository.containing({ sha: first, kind: 'tags' })).toMatchObject({ names: ['refs/tags/v1'] });
      expect(await repository.containing({ sha: first, kind: 'branches' })).toMatchObject({
        names: ['refs/heads/main', 'refs/heads/side'],
      });
      expect(await repository.containing({ sha: second, kind: 'tags' })).toMatchObject({ names: [] });
    });
  });
});

describe('a bounded question', () => {
  it('ends at once on its signal', async () => {
    using repo = makeRepo();
    const sha = repo.commit({ message: 'one', files: { a: 'a\n' } });
    await withRepository(repo.dir, async (repository) => {
      const stopped = repository.lines({ revision: sha, text: 'a', signal: AbortSignal.abort() });
      await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
    });
  });

  it('keeps what came when its time is over, and ends git', async () => {
    using repo = makeRepo();
    const sha = repo.commit({ message: 'one', files: { a: 'a\n' } });
    const folder = makeFolder();
    const real = process.env['PATH']
      ?.split(':')
      .map((each) => join(each, 'git'))
      .find((each) => existsSync(each));
    const script = `#!/bin/sh\ncase "$*" in *rev-list*) echo ${sha}; exec sleep 1000;; esac\nexec '${real}' "$@"\n`;
    writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    await withRepository(repo.dir, async (repository) => {
      const late = await repository.log({ revision: sha, path: 'a', limit: 5, timeoutMs: 300 });
      expect(late.cut).toBe('it took longer than 300 ms');
      const more = new AbortController();
      const asked = repository.log({ revision: sha, path: 'a', limit: 5, signal: more.signal });
      more.abort();
      await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    });
    rmSync(folder, { recursive: true });
  });
});
