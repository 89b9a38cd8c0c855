import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo, type TestRepo } from '../testing/repo.ts';
import { openRepository, parsePatch, readAuthorIdentity, readCommentSign, readStaged } from './index.ts';

let repo: TestRepo;
beforeAll(() => {
  repo = makeRepo();
  repo.commit({ message: 'one: first\n\nWith \x1f inside.\n', files: { 'a/one.c': '1\n', 'a/ü "x".c': '1\n' } });
  repo.branch('side');
  repo.commit({ message: 'two: second\n\nBody.\n', files: { 'b/two.c': '2\n' }, author: 'Ä B <a@b>' });
  repo.branch('main');
  repo.commit({ message: 'three: third', files: { 'a/one.c': '3\n' } });
  repo.merge('side', 'Merge side');
});
afterAll(() => repo.remove());

describe('earlier messages', () => {
  it('come newest first with all files, without merges', async () => {
    const repository = await openRepository(repo.dir);
    const { commits, cut } = await repository.past({ revisions: [repo.id('main')], limit: 10 });
    expect(commits.map(({ subject }) => subject).toSorted()).toEqual(['one: first', 'three: third', 'two: second']);
    const first = commits.find(({ subject }) => subject.startsWith('one'));
    expect(first).toMatchObject({ body: 'With \x1f inside.\n', paths: ['a/one.c', 'a/ü "x".c'] });
    expect(commits.find(({ subject }) => subject.startsWith('two'))).toMatchObject({
      authorName: 'Ä B',
      authorEmail: 'a@b',
    });
    expect(cut).toBe(undefined);
    await repository.close();
  });

  it('of a file or folder are those that touch it', async () => {
    const repository = await openRepository(repo.dir);
    const { commits } = await repository.past({ revisions: [repo.id('main')], limit: 10, paths: ['a'] });
    expect(commits.map(({ subject }) => subject)).toEqual(['three: third', 'one: first']);
    const one = await repository.past({ revisions: [repo.id('main')], limit: 1, paths: ['a'] });
    expect(one.commits).toHaveLength(1);
    await repository.close();
  });

  it('of commits that are named are those alone', async () => {
    const repository = await openRepository(repo.dir);
    const revisions = [repo.id('main^1'), repo.id('side')];
    const { commits } = await repository.past({ revisions, limit: 10, walk: false });
    expect(commits.map(({ subject }) => subject)).toEqual(['three: third', 'two: second']);
    await repository.close();
  });

  it('cannot be made up by a message, an author or the name of a file', async () => {
    using forged = makeRepo();
    const id = 'a'.repeat(40);
    const record = `\x1e${id}\x1fname\x1fmail\x1f1\x1fsubject\x1fbody\x1f\npath`;
    const files = { '\x1e': '1\n', [`${record}.c`]: '2\n', '\nx': '3\n', '"q': '4\n' };
    const first = forged.commit({ message: `x: one\n\n${record}\n`, files, author: `A\x1e${id}\x1f <a@b>` });
    const empty = forged.commit({ message: 'x: without files' });
    const repository = await openRepository(forged.dir);
    const { commits } = await repository.past({ revisions: [empty], limit: 10 });
    expect(commits).toMatchObject([
      { sha: empty, subject: 'x: without files', body: '', paths: [] },
      { sha: first, subject: 'x: one', body: `${record}\n` },
    ]);
    expect(new Set(commits[1]?.paths)).toEqual(new Set(['\x1e', `${record}.c`, '\nx', '"\\"q"']));
    await repository.close();
  });
});

describe('the next commit', () => {
  it('is what is staged, against HEAD or what is made again', async () => {
    const read = async (amends: boolean) =>
      parsePatch(await readStaged({ dir: repo.dir, indexFile: undefined, amends }), 0).files.map(
        ({ newPath }) => newPath,
      );
    expect(await read(false)).toEqual([]);
    writeFileSync(join(repo.dir, 'c.c'), 'new\n');
    repo.git(['add', 'c.c']);
    expect(await read(false)).toEqual(['c.c']);
    expect(new Set(await read(true))).toEqual(new Set(['b/two.c', 'c.c']));
  });

  it('is everything staged where no commit is yet, and an error where HEAD cannot be read', async () => {
    using young = makeRepo();
    writeFileSync(join(young.dir, 'a.c'), 'new\n');
    young.git(['add', 'a.c']);
    const read = async (amends = false) =>
      parsePatch(await readStaged({ dir: young.dir, indexFile: undefined, amends }), 0).files.map(
        ({ newPath }) => newPath,
      );
    expect(await read()).toEqual(['a.c']);
    young.git(['commit', '--quiet', '-m', 'first']);
    expect([await read(), await read(true)]).toEqual([[], ['a.c']]);
    const branch = join(young.dir, '.git', young.git(['symbolic-ref', 'HEAD']).trim());
    for (const broken of ['a'.repeat(40), '']) {
      writeFileSync(branch, `${broken}\n`);
      await expect(read()).rejects.toMatchObject({ code: 'git-failed' });
      await expect(read(true)).rejects.toMatchObject({ code: 'git-failed' });
    }
    rmSync(branch);
    expect(await read()).toEqual(['a.c']);
    const stopped = readStaged({ dir: young.dir, indexFile: undefined, amends: false, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
  });

  it('made again at the edge of a shallow clone is not everything added', async () => {
    repo.git(['clone', '-q', '--depth=1', `file://${repo.dir}`, '../shallow']);
    const dir = join(repo.dir, '../shallow');
    expect(await readStaged({ dir, indexFile: undefined, amends: true })).toHaveLength(0);
  });

  it('of a repository without an index is empty, not everything deleted', async () => {
    using bare = makeRepo({ bare: true });
    expect(await readStaged({ dir: bare.dir, indexFile: undefined, amends: false })).toHaveLength(0);
  });

  it('has the comment sign and the author of the configuration', async () => {
    expect(await readCommentSign(repo.dir)).toBe('#');
    repo.git(['config', 'core.commentChar', ';']);
    repo.git(['config', 'user.name', 'Anna']);
    repo.git(['config', 'user.email', 'anna@example.org']);
    expect(await readCommentSign(repo.dir)).toBe(';');
    repo.git(['config', 'core.commentString', '//']);
    expect(await readCommentSign(repo.dir)).toBe('//');
    repo.git(['config', '--unset', 'core.commentChar']);
    repo.git(['config', 'core.commentChar', '%']);
    expect(await readCommentSign(repo.dir)).toBe('%');
    expect(await readAuthorIdentity(repo.dir)).toEqual({ name: 'Anna', email: 'anna@example.org' });
  });
});
