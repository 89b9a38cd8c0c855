import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../testing/repo.ts';
import { commitChange, hasDecided } from './commit.ts';
import { openCveFolder, readEntries, readEntry, readTexts, withFolderLock } from './index.ts';
import { parseCveId } from '../../id.ts';
import type { FolderChange } from '../change.ts';

const ID = parseCveId('CVE-2024-26581');
const RESERVED = `reserved/2024/${ID}`;
const PUBLISHED = `published/2024/${ID}`;
/** Publishes: three files come, the id's own file moves. */
const CHANGE: FolderChange = [
  { kind: 'write', path: `${PUBLISHED}.sha1`, text: 'one\n' },
  { kind: 'write', path: `${PUBLISHED}.json`, text: '{}\n' },
  { kind: 'write', path: `${PUBLISHED}.mbox`, text: 'From x\n' },
  { kind: 'move', from: RESERVED, to: PUBLISHED },
];

const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

let root = '';
beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'reserved/2024'), { recursive: true });
  writeFileSync(join(root, RESERVED), 'a note\n');
});
afterEach(() => removeFolder(root));

/** Files of CVEs with their texts. */
const listAll = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^(?:reserved|published)\/\d+\/CVE/.test(name))
      .toSorted()
      .map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  );

const BEFORE = { [RESERVED]: 'a note\n' };
const AFTER = {
  [PUBLISHED]: 'a note\n',
  [`${PUBLISHED}.json`]: '{}\n',
  [`${PUBLISHED}.mbox`]: 'From x\n',
  [`${PUBLISHED}.sha1`]: 'one\n',
};

describe('a change of a folder of CVEs', () => {
  it('is made as a whole', async () => {
    await commitChange(root, CHANGE);
    expect(listAll()).toEqual(AFTER);
    expect(hasDecided(root)).toBe(false);
  });

  it.each([0, 1, 2, 3, 4])('that is stopped before step %i is finished by whoever opens the folder', async (stop) => {
    const watch = (step: number): void => {
      if (step === stop) throw new Error('stopped here');
    };
    await expect(commitChange(root, CHANGE, watch)).rejects.toThrow('stopped here');
    expect(hasDecided(root)).toBe(true);
    await openCveFolder(root);
    expect(listAll()).toEqual(AFTER);
    expect(hasDecided(root)).toBe(false);
  });

  it.each([0, 2, 4, 5])('whose process is killed before step %i is finished, too', async (stop) => {
    const module = new URL('commit.ts', import.meta.url).href;
    const script = `import { commitChange } from ${JSON.stringify(module)};
      await commitChange(${JSON.stringify(root)}, ${JSON.stringify(CHANGE)}, (step) => step === ${stop} && process.kill(process.pid, 'SIGKILL'));`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    expect(signal).toBe('SIGKILL');
    await openCveFolder(root);
    expect(listAll()).toEqual(AFTER);
  });

  it('that is done leaves nothing that a later one could stumble over', async () => {
    const watch = (step: number): void => {
      if (step === CHANGE.length + 1) throw new Error('stopped while sweeping');
    };
    await expect(commitChange(root, CHANGE, watch)).rejects.toThrow('stopped while sweeping');
    rmSync(join(root, '.autosel/done/plan.json'));
    await openCveFolder(root);
    expect(hasDecided(root)).toBe(false);
    await commitChange(root, [{ kind: 'remove', path: `${PUBLISHED}.mbox` }]);
    expect(readdirSync(join(root, '.autosel')).toSorted()).toEqual([]);
  });

  it('that was not decided is thrown away', async () => {
    mkdirSync(join(root, '.autosel/next'), { recursive: true });
    writeFileSync(join(root, '.autosel/next/0'), 'half');
    await openCveFolder(root);
    expect(listAll()).toEqual(BEFORE);
    await commitChange(root, CHANGE);
    expect(listAll()).toEqual(AFTER);
  });

  it('that somebody else planned is refused when it touches anything but CVEs', async () => {
    mkdirSync(join(root, '.autosel/decided'), { recursive: true });
    const plan = [{ kind: 'move', from: RESERVED, to: '../outside' }];
    writeFileSync(join(root, '.autosel/decided/plan.json'), JSON.stringify(plan));
    await expect(openCveFolder(root)).rejects.toThrow(/is no plan of autosel/);
    expect(existsSync(join(root, '../outside'))).toBe(false);
  });

  it('takes files of endings that it does not know along', async () => {
    for (const ending of ['sha1~', 'sha1_old', 'Notes', 'a b', ''])
      writeFileSync(join(root, `${RESERVED}.${ending}`), ending);
    const folder = await openCveFolder(root);
    const { names } = readEntry(folder, ID) ?? { names: [] };
    expect(names).toHaveLength(6);
    const moves = names.map(
      (name) => ({ kind: 'move', from: `reserved/2024/${name}`, to: `rejected/2024/${name}` }) as const,
    );
    await commitChange(root, moves);
    expect(readdirSync(join(root, 'rejected/2024')).toSorted()).toEqual(names);
    expect(readEntry(await openCveFolder(root), ID)?.state).toBe('rejected');
  });

  it('that could not be read back is refused before it is decided', async () => {
    // How node shows bytes that are no UTF-8.
    const name = `${RESERVED}.\uFFFD`;
    const change: FolderChange = [...CHANGE, { kind: 'move', from: name, to: `${PUBLISHED}.\uFFFD` }];
    await expect(commitChange(root, change)).rejects.toMatchObject({
      code: 'cve-file-name',
      message: expect.stringContaining(JSON.stringify(name)),
    });
    await openCveFolder(root);
    expect(listAll()).toEqual(BEFORE);
  });

  it('is made by one at a time', async () => {
    await withFolderLock(root, async () => {
      await expect(withFolderLock(root, () => Promise.resolve())).rejects.toThrow(
        /somebody else is changing .* \(process \d+/,
      );
    });
    await expect(withFolderLock(root, () => Promise.resolve('free again'))).resolves.toBe('free again');
  });
});

describe('reading a folder of CVEs', () => {
  it('finds it in a clone of the records', async () => {
    const clone = makeFolder();
    mkdirSync(join(clone, 'cve/published/2024'), { recursive: true });
    expect((await openCveFolder(clone)).root).toBe(join(clone, 'cve'));
    removeFolder(clone);
  });

  it('is refused where there is none', async () => {
    await expect(openCveFolder(join(root, 'reserved'))).rejects.toThrow(/holds no CVEs/);
  });

  it('gives each CVE with its files, and passes over other names', async () => {
    await commitChange(root, CHANGE);
    writeFileSync(join(root, 'published/2024/README'), 'hello');
    writeFileSync(join(root, `${PUBLISHED}.dyad`), 'x'.repeat(70_000));
    const folder = await openCveFolder(root);
    const [entry] = readEntries(folder);
    expect(readEntries(folder)).toHaveLength(1);
    expect(entry).toMatchObject({ id: ID, state: 'published' });
    expect(readTexts(folder, entry, ['sha1', 'cvss'])).toEqual({ sha1: 'one\n' });
    expect(readTexts(folder, entry, ['dyad']).dyad).toHaveLength(70_000);
  });

  it('refuses an id that stands in two places', async () => {
    mkdirSync(join(root, 'published/2024'), { recursive: true });
    writeFileSync(join(root, `${PUBLISHED}.json`), '{}');
    const folder = await openCveFolder(root);
    expect(() => readEntry(folder, ID)).toThrow(/reserved and published/);
  });
});
