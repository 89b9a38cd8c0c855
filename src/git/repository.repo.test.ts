import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, makeRepo } from '../testing/repo.ts';
import { openRepository, parsePatch, parseSha } from './index.ts';
import type { Commit, PatchBytes, Repository, Sha, Unread } from './index.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function withRepository<T>(dir: string, use: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(dir);
  try {
    return await use(repository);
  } finally {
    await repository.close();
  }
}

async function patchOf(repository: Repository, sha: Sha, maxBytes?: number): Promise<PatchBytes> {
  const [patch] = await collect(repository.patches([sha], maxBytes === undefined ? {} : { maxBytes }));
  if (patch?.kind !== 'patch') throw new Error(`no patch: ${JSON.stringify(patch)}`);
  return patch;
}

/** Every file below a folder with its size and time: what a write would change. */
function stateOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort();
}

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
    expect((await repository.mailPatch(second)).toString()).toContain('+two');
    expect(stateOf(repo.dir)).toEqual(before);
  });
});

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
    const error = expect.objectContaining({ code: 'ambiguous-revision', message: expect.stringContaining(shas[0]!) });
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

test('file names with quotes, tabs, newlines and bytes that are no UTF-8', async () => {
  using repo = makeRepo();
  const names = [
    'plain',
    'with blank',
    'tab\t',
    'quote"',
    'new\nline',
    'ü',
    'back\\slash',
    ':colon',
    '-dash',
    '.hidden',
  ];
  const tree = [...names.map((name) => Buffer.from(name)), Buffer.of(0xff, 0x41)];
  const blob = repo.git(['hash-object', '-w', '--stdin'], { input: 'content\n' });
  const entries = tree.flatMap((name) => [Buffer.from(`100644 blob ${blob}\t`), name, Buffer.of(0)]);
  const treeId = repo.git(['mktree', '-z'], { input: Buffer.concat(entries) });
  const sha = parseSha(repo.git(['commit-tree', treeId, '-m', 'odd names']));
  await withRepository(repo.dir, async (repository) => {
    const patch = parsePatch((await patchOf(repository, sha)).bytes);
    const found = patch.files.map((file) => file.newPath!);
    expect([...found].sort()).toEqual([...names, '"\\377A"'].sort());
    expect(patch.added).toBe(names.length + 1);
    for (const name of found) expect((await repository.file(sha, name))?.toString()).toBe('content\n');
  });
});

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
    expect(parsePatch((await patchOf(repository, second)).bytes).added).toBe(1);
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

test('a detached HEAD names no branch', async () => {
  using repo = makeRepo();
  repo.commit({ message: 'x' });
  repo.git(['checkout', '-q', '--detach']);
  expect(await withRepository(repo.dir, (repository) => repository.headRef())).toBeUndefined();
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
    expect(commit!.subject).toBe('second');
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
      const patches = await collect(repository.patches([...shas, absent, tree, shas[0]!]));
      expect(patches.map(({ kind }) => kind === 'patch').map(Number)).toEqual([1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1]);
      expect(patches.map(({ sha }) => sha)).toEqual([...shas, absent, tree, shas[0]]);
      expect((patches[5] as Unread).why, `turn ${turn}`).toMatch(/^blob [0-9a-f]{40} is not in this repository$/);
      expect((patches[8] as Unread).why).toBe('the commit is not in this repository');
    }
    const commits = await collect(repository.commits([absent, shas[3]!, tree]));
    expect(commits).toMatchObject([
      { kind: 'unread', sha: absent, why: 'the commit is not in this repository' },
      { kind: 'commit', subject: 'c3' },
      { kind: 'unread', sha: tree, why: 'it is a tree, not a commit' },
    ]);
    await expect(repository.file(shas[7]!, 'f2')).rejects.toMatchObject({ code: 'file-unread' });
  });
});

test('a damaged commit is unread, and the reader goes on behind it', async () => {
  using repo = makeRepo();
  const shas = ['a', 'b', 'c'].map((message) => repo.commit({ message, files: { x: message } }));
  const path = join(repo.dir, '.git/objects', shas[1]!.slice(0, 2), shas[1]!.slice(2));
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
    expect((await repository.graph([shas[2]!])).size).toBe(3);
    const patches = await collect(repository.patches(shas));
    expect(patches.map(({ kind }) => kind)).toEqual(['unread', 'unread', 'unread']);
    expect((await collect(repository.commits(shas))).map(({ kind }) => kind)).toEqual(['commit', 'commit', 'commit']);
    await expect(repository.file(shas[0]!, 'x')).rejects.toMatchObject({ code: 'file-unread' });
    expect(stateOf(clone)).toEqual(before);
  });
});

test('configuration and attributes change nothing about a patch', async () => {
  using repo = makeRepo();
  repo.commit({
    message: 'a',
    files: { 'x.txt': 'one\n\ntwo\n', '.gitattributes': '*.txt diff=odd\n*.dat -diff\n', 'y.dat': 'a\n' },
  });
  const sha = repo.commit({ message: 'b', files: { 'x.txt': 'one\n\nTWO\n', 'y.dat': 'b\n', ü: 'u\n' } });
  const read = () =>
    withRepository(repo.dir, async (repository) => ({
      patch: (await patchOf(repository, sha)).bytes.toString(),
      mail: (await repository.mailPatch(sha)).toString(),
    }));
  const before = await read();
  const settings = [
    'diff.noprefix=true',
    'diff.mnemonicPrefix=true',
    'color.ui=always',
    'color.diff=always',
    'diff.external=false',
    'diff.odd.textconv=rev',
    'diff.odd.command=false',
    'diff.suppressBlankEmpty=true',
    'diff.context=0',
    'diff.renames=false',
    'diff.algorithm=histogram',
    'core.quotePath=false',
    'core.pager=false',
    'diff.submodule=log',
    'diff.wsErrorHighlight=all',
    'log.showSignature=true',
    'core.abbrev=5',
    'diff.orderFile=/nonexistent',
    'diff.ignoreSubmodules=all',
    'diff.srcPrefix=s/',
    'core.attributesFile=/nonexistent',
  ];
  for (const setting of settings) repo.git(['config', ...setting.split('=')]);
  expect(await read()).toEqual(before);
  expect(before.patch).toContain('+TWO');
  expect(before.patch).toContain('-a\n+b\n');
  expect(before.patch).toContain('"b/\\303\\274"');
});

test('surroundings of the person change nothing', async () => {
  using repo = makeRepo();
  using other = makeRepo();
  const sha = repo.commit({ message: 'mine', files: { x: 'x\n' } });
  other.commit({ message: 'theirs' });
  const saved = { ...process.env };
  Object.assign(process.env, {
    GIT_DIR: join(other.dir, '.git'),
    GIT_WORK_TREE: other.dir,
    GIT_EXTERNAL_DIFF: 'false',
    GIT_DIFF_OPTS: '-u0',
    LC_ALL: 'de_DE.UTF-8',
    GIT_OBJECT_DIRECTORY: '/nonexistent',
    GIT_TRACE: '1',
  });
  try {
    const patch = await withRepository(repo.dir, (repository) => patchOf(repository, sha));
    expect(patch.bytes.toString()).toContain('+x');
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
    Object.assign(process.env, saved);
  }
});

test('binary content, and text that looks like a patch or like our markers', async () => {
  using repo = makeRepo();
  const odd = `\x01\n${'a'.repeat(40)}\ndiff --git a/z b/z\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-- \n\x01\n`;
  const shas = [
    repo.commit({ message: 'binary', files: { bin: Buffer.from([0, 1, 2, 255]) } }),
    repo.commit({ message: 'odd', files: { odd, nul: `${'text\n'.repeat(4000)}\0\x01\n` } }),
    repo.commit({ message: 'odd gone', files: { odd: null, bin: Buffer.from([0, 9]) } }),
    repo.commit({ message: 'nothing' }),
  ];
  await withRepository(repo.dir, async (repository) => {
    const patches = (await collect(repository.patches(shas))).map((patch) => parsePatch((patch as PatchBytes).bytes));
    expect(patches.map(({ added, removed, files }) => [added, removed, files.map((file) => file.binary)])).toEqual([
      [0, 0, [true]],
      [4009, 0, [false, false]],
      [0, 8, [true, false]],
      [0, 0, []],
    ]);
    expect((await repository.mailPatch(shas[0]!)).toString()).toContain('GIT binary patch');
  });
});

test('a patch of 40 MB is cut, and the next one is whole', async () => {
  using repo = makeRepo();
  const large = repo.commit({
    message: 'large',
    files: { large: 'a line of text that is forty bytes long\n'.repeat(1_000_000) },
  });
  const small = repo.commit({ message: 'small', files: { small: 'x\n' } });
  await withRepository(repo.dir, async (repository) => {
    const [cut, whole] = (await collect(repository.patches([large, small], { maxBytes: 100_000 }))) as PatchBytes[];
    expect(cut!.bytes.length).toBeLessThanOrEqual(100_000);
    expect(cut!.bytes.length + cut!.cut).toBeGreaterThan(40_000_000);
    const patch = parsePatch(cut!.bytes, cut!.cut);
    expect([patch.cut, patch.added > 2000]).toEqual([cut!.cut, true]);
    expect([whole!.cut, parsePatch(whole!.bytes).added]).toEqual([0, 1]);
  });
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
  const many = Array.from({ length: 3000 }, (_, n) => shas[n % 3]!);
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

test('a folder without a repository, and no folder, are one clear line', async () => {
  const folder = makeFolder();
  try {
    for (const dir of [folder, join(folder, 'nothing')]) {
      await expect(openRepository(dir)).rejects.toMatchObject({
        code: 'not-a-repository',
        message: expect.stringMatching(/^[^\n]*--repo[^\n]*$/),
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a repository that git does not trust is one clear line', async () => {
  using repo = makeRepo();
  const bin = join(repo.dir, '../bin');
  mkdirSync(bin);
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real} "$@"\n`, { mode: 0o755 });
  await withPath(`${bin}:${process.env['PATH']}`, () =>
    expect(openRepository(repo.dir)).rejects.toMatchObject({
      code: 'unsafe-repository',
      message: expect.stringContaining('safe.directory'),
    }),
  );
});

test('a machine without git is one clear line', async () => {
  using repo = makeRepo();
  await withPath('/nonexistent', () => expect(openRepository(repo.dir)).rejects.toMatchObject({ code: 'git-missing' }));
});

async function withPath(path: string, use: () => Promise<unknown>): Promise<void> {
  const saved = process.env['PATH'];
  process.env['PATH'] = path;
  try {
    await use();
  } finally {
    process.env['PATH'] = saved;
  }
}
