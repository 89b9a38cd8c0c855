import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sketchLink, shaOf } from '../../testing/links.ts';
import { openStore } from './index.ts';
import type { HistoryState, HistoryStore, IndexedCommit, ReadModel } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autosel-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function makeCommit(name: string, time: number): IndexedCommit {
  const link = sketchLink({
    name,
    time,
    body: 'Text.\n\nFixes: 0123456789ab ("it")\nSigned-off-by: Ada <a@example.org>\n',
  });
  const people = { authorName: 'Ada', committerEmail: 'k@example.org' };
  const size = { paths: ['a.c', 'dir/ü "quoted"\n.c'], added: 3, removed: 4 };
  return {
    ...link,
    ...people,
    ...size,
    unread: undefined,
    numbers: Float32Array.of(1.5, Number.NaN),
    terms: Uint8Array.of(1, 2, time),
  };
}

const state: HistoryState = {
  fingerprint: 'f',
  made: 'made-1',
  mainline: { ref: 'refs/heads/main', tip: shaOf('b') },
  numberNames: ['x', 'y'],
  oldest: [shaOf('a')],
  end: 20,
  seen: [],
  counts: [],
  unread: 0,
  lost: 0,
};

const model: ReadModel = {
  state,
  live: [
    { sha: shaOf('b'), role: 'mainline', release: undefined },
    { sha: shaOf('a'), role: 'mainline', release: 'v1' },
    { sha: shaOf('s'), role: 'stable', release: undefined },
  ],
  branches: [],
  picks: [
    { branch: 0, sha: shaOf('a'), stableSha: shaOf('s'), how: 'patch-id', knownSince: 15, revertedAt: undefined },
  ],
  releases: [{ name: 'v1', time: 12, final: true }],
};

async function fill(store: HistoryStore): Promise<void> {
  await store.saveCommits([makeCommit('b', 20), makeCommit('s', 15), makeCommit('a', 10)], 'made-1');
  await store.saveReadModel(model);
}

async function withStore<T>(mode: 'read' | 'write' | 'rebuild', work: (store: HistoryStore) => Promise<T>): Promise<T> {
  const store = await openStore({ folder, mode });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const fileOf = (): string => join(folder, 'autosel.sqlite');

describe('a store', () => {
  it('gives back what was saved, mainline in order of time', async () => {
    await withStore('write', fill);
    const loaded = await withStore('read', (store) => store.loadReadModel());
    const { terms: _terms, ...first } = makeCommit('a', 10);
    expect(loaded?.commits[0]).toEqual({ ...first, facts: JSON.parse(JSON.stringify(first.facts)), release: 'v1' });
    expect(loaded?.commits.map(({ sha }) => sha)).toEqual([shaOf('a'), shaOf('b')]);
    expect(loaded).toMatchObject({ state, picks: model.picks, releases: model.releases });
  });

  it('gives terms of a role in order of time', async () => {
    await withStore('write', async (store) => {
      await fill(store);
      const mainline = await Array.fromAsync(store.loadTerms('mainline'));
      expect(mainline.map(({ sha, terms }) => [sha, ...terms])).toEqual([
        [shaOf('a'), 1, 2, 10],
        [shaOf('b'), 1, 2, 20],
      ]);
      expect(await store.loadTermsOf(shaOf('s'))).toEqual(Uint8Array.of(1, 2, 15));
      expect(await store.loadTermsOf(shaOf('nobody'))).toBeUndefined();
    });
  });

  it('keeps commits that are no longer live, and only shows live ones', async () => {
    await withStore('write', async (store) => {
      await fill(store);
      await store.saveReadModel({ ...model, live: model.live.slice(0, 1), picks: [] });
      expect((await store.loadReadModel())?.commits.map(({ sha }) => sha)).toEqual([shaOf('b')]);
      expect(await store.loadKnown()).toHaveLength(3);
    });
  });

  it('replaces a commit that is saved again', async () => {
    await withStore('write', async (store) => {
      await fill(store);
      await store.saveCommits([{ ...makeCommit('a', 10), subject: 'said anew' }], 'made-2');
      expect((await store.loadReadModel())?.commits[0]?.subject).toBe('said anew');
      expect((await store.loadKnown()).find(({ sha }) => sha === shaOf('a'))?.made).toBe('made-2');
    });
  });

  it('keeps large named bytes, replaces and removes them', async () => {
    const large = new Uint8Array(40 * 1024 * 1024).fill(7);
    large[large.length - 1] = 9;
    await withStore('write', async (store) => {
      await store.saveBlobs({ large, empty: new Uint8Array(0), gone: Uint8Array.of(1) });
      await store.saveBlobs({ gone: undefined });
      expect(Buffer.compare((await store.loadBlob('large'))!, large)).toBe(0);
      expect(await store.loadBlob('empty')).toEqual(new Uint8Array(0));
      expect(await store.loadBlob('gone')).toBeUndefined();
    });
  });

  it('shows readers the last finished update while a writer works', async () => {
    await withStore('write', async (writer) => {
      await fill(writer);
      await withStore('read', async (reader) => {
        await writer.saveCommits([makeCommit('new', 30)], 'made-1');
        expect((await reader.loadReadModel())?.commits).toHaveLength(2);
        await expect(reader.saveBlobs({ x: Uint8Array.of(1) })).rejects.toMatchObject({ code: 'store-read-only' });
      });
    });
  });

  it('is renewed by rebuild', async () => {
    await withStore('write', fill);
    expect(await withStore('rebuild', (store) => store.loadState())).toBeUndefined();
  });
});

describe('one writer at a time', () => {
  it('tells the second who writes and what to do', async () => {
    await withStore('write', async () => {
      const second = openStore({ folder, mode: 'write' });
      await expect(second).rejects.toMatchObject({
        code: 'store-busy',
        message: expect.stringContaining(`process ${process.pid}, since 20`),
      });
    });
    await withStore('write', async (store) => expect(store.writable).toBe(true));
  });

  it('follows a writer that was killed', async () => {
    const door = new URL('index.ts', import.meta.url).href;
    const program = `import { openStore } from ${JSON.stringify(door)}; await openStore({ folder: ${JSON.stringify(folder)}, mode: 'write' }); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openStore({ folder, mode: 'write' })).rejects.toMatchObject({
      code: 'store-busy',
      message: expect.stringContaining(`process ${child.pid}`),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await withStore('write', fill);
  });
});

describe('what goes wrong is said in one line', () => {
  it('when there is nothing yet', async () => {
    await expect(openStore({ folder, mode: 'read' })).rejects.toMatchObject({ code: 'no-index' });
    writeFileSync(fileOf(), '');
    await expect(openStore({ folder, mode: 'read' })).rejects.toMatchObject({ code: 'no-index' });
  });

  it('when the file is no index', async () => {
    writeFileSync(fileOf(), 'this is not a database, and long enough to be looked at\n'.repeat(40));
    for (const mode of ['read', 'write'] as const) {
      await expect(openStore({ folder, mode })).rejects.toMatchObject({
        code: 'store-corrupt',
        message: expect.stringContaining('autosel index --rebuild'),
      });
    }
    await withStore('rebuild', fill);
  });

  it('when the file was damaged later', async () => {
    await withStore('write', async (store) => {
      await store.saveCommits(
        Array.from({ length: 400 }, (_, at) => makeCommit(`c${at}`, at)),
        'made-1',
      );
      await fill(store);
    });
    const bytes = readFileSync(fileOf());
    bytes.fill(0x5a, 5 * 16_384);
    writeFileSync(fileOf(), bytes);
    await expect(withStore('read', (store) => store.loadReadModel())).rejects.toMatchObject({ code: 'store-corrupt' });
    truncateSync(fileOf(), 3 * 16_384);
    await expect(withStore('read', (store) => store.loadReadModel())).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('when the format is newer or older', async () => {
    await withStore('write', fill);
    setFormat(99);
    for (const mode of ['read', 'write'] as const)
      await expect(openStore({ folder, mode })).rejects.toMatchObject({ code: 'store-newer' });
    setFormat(-1);
    await expect(openStore({ folder, mode: 'read' })).rejects.toMatchObject({ code: 'store-older' });
    expect(await withStore('write', (store) => store.loadState())).toBeUndefined();
  });

  it('when the index may not grow any more', async () => {
    const store = await openStore({ folder, mode: 'write', maxBytes: 600_000 });
    const save = (at: number): Promise<void> =>
      store.saveCommits([{ ...makeCommit(`c${at}`, at), terms: new Uint8Array(100_000) }], 'made-1');
    await save(0);
    const more = (async () => {
      for (let at = 1; at < 20; at += 1) await save(at);
    })();
    await expect(more).rejects.toMatchObject({ code: 'disk-full', message: expect.stringContaining(folder) });
    await store.close();
    const kept = await withStore('write', (again) => again.loadKnown());
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(20);
  });

  it.skipIf(!canMount())('when the disk is full (skipped where no small disk can be mounted)', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
    try {
      const store = await openStore({ folder: disk, mode: 'write' });
      const large = { ...makeCommit('a', 1), terms: new Uint8Array(3_000_000) };
      await expect(store.saveCommits([large], 'made-1')).rejects.toMatchObject({ code: 'disk-full' });
      await store.close();
      const again = await openStore({ folder: disk, mode: 'write' });
      await again.saveCommits([makeCommit('a', 1)], 'made-1');
      expect(await again.loadKnown()).toHaveLength(1);
      await again.close();
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('when the folder cannot be written to; reading goes on', async () => {
    const inside = join(folder, 'store');
    const child = asStranger();
    mkdirSync(inside);
    const store = await openStore({ folder: inside, mode: 'write' });
    await fill(store);
    await store.close();
    for (const name of readdirSync(inside)) chmodSync(join(inside, name), 0o444);
    chmodSync(inside, 0o555);
    chmodSync(folder, 0o755);
    expect(statSync(inside).mode & 0o222).toBe(0);
    const door = new URL('index.ts', import.meta.url).href;
    const program = `import { openStore } from ${JSON.stringify(door)};
      const folder = ${JSON.stringify(inside)};
      const code = await openStore({ folder, mode: 'write' }).then(() => 'opened', (error) => error.code);
      const reader = await openStore({ folder, mode: 'read' });
      console.log(code, (await reader.loadReadModel()).commits.length);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', ...child });
    chmodSync(inside, 0o755);
    expect(said.trim()).toBe('store-read-only 2');
  });
});

/** Nothing is forbidden to root: the child then runs as nobody. */
function asStranger(): { uid?: number } {
  return process.getuid?.() === 0 ? { uid: 65_534 } : {};
}

function setFormat(format: number): void {
  const database = new DatabaseSync(fileOf());
  database.exec(`pragma user_version = ${format}`);
  database.close();
}

function canMount(): boolean {
  const disk = mkdtempSync(join(tmpdir(), 'autosel-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk], { stdio: 'ignore' });
    execFileSync('umount', [disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}
