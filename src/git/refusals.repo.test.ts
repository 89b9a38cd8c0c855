import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, makeRepo } from '../testing/repo.ts';
import { openRepository } from './index.ts';

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
