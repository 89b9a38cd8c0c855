import type * as fsTypes from 'node:fs';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it, vi } from 'vitest';
import { makeFolder } from '../../../testing/repo.ts';
import { commitChange } from './commit.ts';

const { seen } = vi.hoisted(() => ({ seen: [] as string[] }));

/** The real calls, written down in their order. */
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof fsTypes>();
  const opened = new Map<number, string>();
  return {
    ...fs,
    openSync: (path: string, flags: string) => {
      const handle = fs.openSync(path, flags);
      opened.set(handle, path);
      return handle;
    },
    fsyncSync: (handle: number) => {
      seen.push(`sync ${opened.get(handle)}`);
      fs.fsyncSync(handle);
    },
    renameSync: (from: string, to: string) => {
      seen.push(`to ${to}`);
      fs.renameSync(from, to);
    },
  };
});

it('a change brings every folder to the disk that it makes, fills or empties', async () => {
  const root = makeFolder();
  mkdirSync(join(root, 'reserved/2024'), { recursive: true });
  writeFileSync(join(root, 'reserved/2024/CVE-2024-1000'), '');
  await commitChange(root, [{ kind: 'move', from: 'reserved/2024/CVE-2024-1000', to: 'published/2024/CVE-2024-1000' }]);
  rmSync(root, { recursive: true });
  const said = seen.map((line) => {
    const [what, path] = line.split(' ');
    return `${what} ${relative(root, path) || '.'}`;
  });
  const decided = said.indexOf('to .autosel/decided');
  const moved = said.indexOf('to published/2024/CVE-2024-1000');
  const done = said.indexOf('to .autosel/done');
  expect(said.slice(0, decided)).toEqual(['sync .autosel/next']);
  expect(said.slice(decided + 1, moved)).toEqual(['sync .autosel', 'sync .']);
  expect(said.slice(moved + 1, done).toSorted()).toEqual(
    ['sync .', 'sync published', 'sync published/2024', 'sync reserved', 'sync reserved/2024'].toSorted(),
  );
  expect(said.slice(done + 1)).toEqual(['sync .autosel']);
});
