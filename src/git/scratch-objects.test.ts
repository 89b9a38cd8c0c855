import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, makeRepo } from '../testing/repo.ts';
import { whyUnsupported } from './pick-room.ts';
import { ScratchObjects, sweepScratch } from './scratch-objects.ts';

describe('leftovers of killed runs', () => {
  let folder = '';
  beforeEach(() => {
    folder = makeFolder();
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are removed when their process is gone, and nothing else is', () => {
    const now = Date.now();
    const hour = 3_600_000;
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const own = process.pid;
    const stay = [
      `autosel-scratch-${own}-${now - hour}-live`,
      `autosel-scratch-${gone}-${now - 1000}-young`,
      `autosel-scratch-x-${now - hour}-other`,
      `somebody-${gone}-${now - hour}-other`,
    ];
    const go = [`autosel-scratch-${gone}-${now - hour}-dead`, `autosel-scratch-${own}-${now - 48 * hour}-reused`];
    for (const name of [...stay, ...go]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'file'), 'x');
    }

    sweepScratch(now);

    expect(go.filter((name) => existsSync(join(folder, name)))).toEqual([]);
    expect(stay.filter((name) => existsSync(join(folder, name)))).toEqual(stay);
  });

  it.runIf(existsSync('/dev/shm'))('are removed from memory as well, wherever scratch folders are made now', () => {
    const now = Date.now();
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const left = `/dev/shm/autosel-scratch-${gone}-${now - 3_600_000}-dead`;
    mkdirSync(left);
    try {
      sweepScratch(now);
      expect(existsSync(left)).toBe(false);
    } finally {
      rmSync(left, { recursive: true, force: true });
    }
  });
});

describe('a scratch store', () => {
  it.each(['sha1', 'sha256'] as const)('writes objects that git reads, in a %s repository', async (objectFormat) => {
    using repo = makeRepo({ objectFormat });
    const commit = repo.commit({ message: 'base', files: { a: 'a\n' } });
    const scratch = new ScratchObjects({ objects: join(repo.dir, '.git', 'objects'), objectFormat });
    try {
      const blob = scratch.write('blob', Buffer.from('b\n'));
      expect(blob).toBe(repo.git(['hash-object', '--stdin'], { input: 'b\n' }));
      expect(scratch.write('blob', Buffer.from('b\n'))).toBe(blob);
      expect((await scratch.git.read(['cat-file', '-p', blob])).toString()).toBe('b\n');
      expect((await scratch.git.read(['cat-file', '-t', commit])).toString()).toBe('commit\n');
    } finally {
      await scratch.close();
    }
    expect(existsSync(scratch.dir)).toBe(false);
    expect(() => scratch.write('blob', Buffer.from('c\n'))).toThrow(/was closed/);
  });

  it('that fails names the folder that it was made in, not where the next one would be', async () => {
    const folder = makeFolder();
    vi.stubEnv('TMPDIR', folder);
    const scratch = new ScratchObjects({ objects: '/nowhere', objectFormat: 'sha1' });
    vi.stubEnv('TMPDIR', '/elsewhere');
    rmSync(scratch.dir, { recursive: true });
    writeFileSync(scratch.dir, '');
    expect(() => scratch.write('blob', Buffer.from('b\n'))).toThrow(`the scratch folder in ${folder} cannot`);
    await scratch.close();
    rmSync(folder, { recursive: true });
  });

  it('says where it could not be made', () => {
    vi.stubEnv('TMPDIR', join(import.meta.dirname, 'no-such-folder'));
    const said = /scratch folder in .*no-such-folder cannot be written/;
    expect(() => new ScratchObjects({ objects: '/nowhere', objectFormat: 'sha1' })).toThrow(said);
    expect(() => sweepScratch(0)).toThrow(said);
  });
});

describe('the version of git', () => {
  it.each([
    ['git version 2.38.0', undefined],
    ['git version 2.39.5 (Apple Git-154)', undefined],
    ['git version 3.0.1', undefined],
    ['git version 2.37.9.windows.1', 'git 2.38 or newer is needed, this is 2.37'],
    ['git version 1.99', 'git 2.38 or newer is needed, this is 1.99'],
    ['something else', 'git does not tell its version: something else'],
  ])('%s: %s', (version, why) => {
    expect(whyUnsupported(version)).toBe(why);
  });
});
