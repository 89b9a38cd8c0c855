import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect, readPatch, withRepository } from '../testing/reading.ts';
import { makeRepo } from '../testing/repo.ts';
import { parsePatch, parseSha } from './index.ts';
import type { PatchBytes } from './index.ts';

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
    const patch = parsePatch((await readPatch(repository, sha)).bytes);
    const found = patch.files.map((file) => file.newPath!);
    expect([...found].sort()).toEqual([...names, '"\\377A"'].sort());
    expect(patch.added).toBe(names.length + 1);
    for (const name of found) expect((await repository.file(sha, name))?.toString()).toBe('content\n');
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
      patch: (await readPatch(repository, sha)).bytes.toString(),
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
    const patch = await withRepository(repo.dir, (repository) => readPatch(repository, sha));
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
    expect((await repository.mailPatch(shas[0])).toString()).toContain('GIT binary patch');
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
    expect(cut.bytes.length).toBeLessThanOrEqual(100_000);
    expect(cut.bytes.length + cut.cut).toBeGreaterThan(40_000_000);
    const patch = parsePatch(cut.bytes, cut.cut);
    expect([patch.cut, patch.added > 2000]).toEqual([cut.cut, true]);
    expect([whole.cut, parsePatch(whole.bytes).added]).toEqual([0, 1]);
  });
});
