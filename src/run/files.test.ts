import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from './files.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'autosel-files-'));
});
afterEach(() => rm(root, { recursive: true }));

async function* parts(...texts: readonly string[]) {
  yield* texts;
}

describe('writeFiles', () => {
  it('makes the folder, writes the files and may write them again', async () => {
    const folder = path.join(root, 'a', 'b');
    await writeFiles(folder, [{ name: 'x.txt', content: 'old' }]);
    const paths = await writeFiles(folder, [{ name: 'x.txt', content: parts('n', 'ew') }]);
    expect(paths).toEqual([path.join(folder, 'x.txt')]);
    expect(await readFile(paths[0] ?? '', 'utf8')).toBe('new');
    expect((await readdir(folder)).toSorted()).toEqual(['.autosel', 'x.txt']);
  });

  it('leaves a folder alone that holds something else', async () => {
    await writeFile(path.join(root, 'thesis.txt'), 'mine');
    const written = writeFiles(root, [{ name: 'x.txt', content: '' }]);
    await expect(written).rejects.toThrow(/holds files that autosel did not write/);
    expect(await readdir(root)).toEqual(['thesis.txt']);
  });

  it('keeps the old file when the new one fails half-way', async () => {
    const folder = path.join(root, 'out');
    await writeFiles(folder, [{ name: 'x.txt', content: 'old' }]);
    async function* failing() {
      yield 'half';
      throw new Error('git died');
    }
    await expect(writeFiles(folder, [{ name: 'x.txt', content: failing() }])).rejects.toThrow('git died');
    expect(await readFile(path.join(folder, 'x.txt'), 'utf8')).toBe('old');
    expect((await readdir(folder)).toSorted()).toEqual(['.autosel', 'x.txt']);
  });

  it('says when the path is a file', async () => {
    const file = path.join(root, 'file');
    await writeFile(file, '');
    await expect(writeFiles(file, [])).rejects.toThrow(/is no folder: name another one with --out/);
  });
});
