import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoppedError } from '../../../errors.ts';
import { makeFolder } from '../../../testing/repo.ts';
import { parseCveId } from '../../id.ts';
import type { FolderChange } from '../change.ts';
import { commitChange, finishChange } from './commit.ts';
import { openCveFolder, readEntries, readEntry, readSteadily, readTexts, withFolderLock } from './index.ts';

const ID = parseCveId('CVE-2024-1000');
const CHANGE: FolderChange = ['', '.sha1'].map((ending) => ({
  ...{ kind: 'move', from: `reserved/2024/${ID}${ending}`, to: `published/2024/${ID}${ending}` },
}));

let root = '';
beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'reserved/2024'), { recursive: true });
  for (const ending of ['', '.sha1']) writeFileSync(join(root, `reserved/2024/${ID}${ending}`), 'text');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Leaves the change as a writer has it after its first step. */
const stopHalfWay = () =>
  expect(
    commitChange(root, CHANGE, (step) => {
      if (step === 1) throw new Error('stopped');
    }),
  ).rejects.toThrow('stopped');

describe('a reader of a folder of CVEs', () => {
  it('waits for a change that somebody is making', async () => {
    const { promise: began, resolve: begin } = Promise.withResolvers<void>();
    const writer = withFolderLock(root, async () => {
      await stopHalfWay();
      begin();
      await new Promise((done) => setTimeout(done, 80));
      finishChange(root);
    });
    await began;
    const folder = await openCveFolder(root);
    expect(readEntry(folder, ID)?.state).toBe('published');
    await writer;
  });

  it('reads again what a change fell into', async () => {
    const folder = await openCveFolder(root);
    let times = 0;
    const found = await readSteadily(folder, () => {
      const [entry] = readEntries(folder);
      times += 1;
      // A whole change of another process between listing and reading.
      if (times === 1) {
        mkdirSync(join(root, 'published/2024'), { recursive: true });
        mkdirSync(join(root, '.autosel'));
        for (const name of entry.names)
          renameSync(join(root, 'reserved/2024', name), join(root, 'published/2024', name));
      }
      return { state: entry.state, ...readTexts(folder, entry) };
    });
    expect([times, found]).toEqual([2, { state: 'published', '': 'text', sha1: 'text' }]);
  });

  it('is told when a change does not end, and gets any other failure at once', async () => {
    const folder = await openCveFolder(root);
    let times = 0;
    const fail = () => {
      times += 1;
      throw new Error('a broken file');
    };
    await expect(readSteadily(folder, fail)).rejects.toThrow('a broken file');
    expect(times).toBe(1);
    await stopHalfWay();
    await expect(readSteadily(folder, () => 'half')).rejects.toThrow(/somebody keeps changing/);
    await expect(readSteadily(folder, () => 'half', AbortSignal.abort())).rejects.toThrow(StoppedError);
  });

  it('that may not write reads what a stopped change left, with a warning', async () => {
    await stopHalfWay();
    const module = new URL('index.ts', import.meta.url).href;
    const script = `import { openCveFolder, readEntries, readSteadily } from ${JSON.stringify(module)};
      process.on('warning', ({ name, message }) => name === 'autosel' && console.log(message));
      const folder = await openCveFolder(${JSON.stringify(root)});
      console.log((await readSteadily(folder, () => readEntries(folder))).map(({ state }) => state).join(' '));`;
    const stranger = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const folders = ['', '.autosel', '.autosel/decided', 'reserved', 'reserved/2024', 'published', 'published/2024'];
    for (const folder of folders) chmodSync(join(root, folder), 0o555);
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      ...stranger,
    });
    for (const folder of folders) chmodSync(join(root, folder), 0o755);
    expect(said).toContain('reserved published');
    expect(said).toContain(`a change of the CVEs in ${root} was stopped half way and cannot be finished`);
  });
});
