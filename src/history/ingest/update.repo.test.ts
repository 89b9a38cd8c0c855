import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepository } from '../../git/index.ts';
import { loadHistory } from '../load.ts';
import { openStore } from '../store/index.ts';
import type { LoadedReadModel } from '../store/index.ts';
import { addCommit, makeProject, measures, terms } from '../../testing/stable-project.ts';
import type { Project } from '../../testing/stable-project.ts';
import type { History } from '../types.ts';
import { updateHistory } from './index.ts';
import type { UpdateOptions, UpdateResult } from './index.ts';

let project: Project;
let folder = '';
beforeEach(() => {
  project = makeProject();
  folder = mkdtempSync(join(tmpdir(), 'autosel-ingest-'));
});
afterEach(() => {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Parts extends Partial<Omit<UpdateOptions, 'repository' | 'store'>> {
  readonly dir?: string;
  readonly store?: string;
}

async function update({ dir = project.dir, store: name = 'a', ...options }: Parts = {}): Promise<UpdateResult> {
  const repository = await openRepository(dir);
  try {
    const store = await openStore({ folder: join(folder, name), mode: 'write' });
    try {
      return await updateHistory({ repository, store, measures, terms, batch: 5, ...options });
    } finally {
      await store.close();
    }
  } finally {
    await repository.close();
  }
}

interface Content {
  readonly model: LoadedReadModel | undefined;
  readonly terms: readonly unknown[];
}

async function contentOf(name: string): Promise<Content> {
  const store = await openStore({ folder: join(folder, name), mode: 'read' });
  const model = await store.loadReadModel();
  const mainline = await Array.fromAsync(store.loadTerms('mainline'));
  const stable = await Array.fromAsync(store.loadTerms('stable'));
  await store.close();
  return { model, terms: [...mainline, ...stable] };
}

async function load(name = 'a'): Promise<History> {
  const store = await openStore({ folder: join(folder, name), mode: 'read' });
  const history = await loadHistory(store);
  await store.close();
  return history;
}

/** What an index that was made in one go from the same repository holds. */
async function contentOfFresh(): Promise<Content> {
  const name = `fresh ${Math.random()}`;
  await update({ store: name });
  return contentOf(name);
}

describe('an index', () => {
  it('holds mainline, its releases, the stable branch and what it took', async () => {
    expect(await update()).toMatchObject({ changed: true, read: 42 });
    const history = await load();
    expect(history.commits.map(({ sha }) => sha)).toEqual(project.mainline);
    expect(history.releases.map(({ name, final }) => [name, final])).toEqual([
      ['v1.0', true],
      ['v1.1-rc1', false],
    ]);
    expect(history.commits.map(({ release }) => release)).toEqual([
      ...Array<number>(6).fill(0),
      ...Array<number>(24).fill(1),
    ]);
    expect(history.branches).toMatchObject([{ name: 'stable-1.0', base: project.mainline[5], version: [1, 0] }]);
    const taken = history.commits.map((_, row) =>
      history
        .picks(row)
        .map(({ how }) => how)
        .join(),
    );
    expect(taken).toEqual(project.mainline.map((_, at) => (at >= 6 && at % 2 === 0 ? 'reference' : '')));
    expect([5, 6].map((row) => history.contains(0, row))).toEqual([true, false]);
    expect(history.commits[7]).toMatchObject({ paths: ['part7.c'], added: 1, removed: 0, unread: undefined });
    expect([...history.commits[7].numbers]).toEqual([25, 1]);
  });

  it('reads nothing when nothing is new', async () => {
    const first = await update();
    expect(await update()).toEqual({ changed: false, read: 0, state: first.state });
  });

  it('reads only what is new', async () => {
    await update();
    const added = addCommit(project, 30);
    expect((await update()).read).toBe(1);
    expect((await load()).rowOf(added)).toBe(30);
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });

  it('forgets commits that a force-push left behind', async () => {
    await update();
    project.git(['reset', '-q', '--hard', 'HEAD~3']);
    addCommit(project, 40);
    project.git(['branch', '-f', 'stable-1.0', 'stable-1.0~1']);
    expect((await update()).read).toBe(1);
    const history = await load();
    expect(history.commits).toHaveLength(28);
    expect(history.rowOf(project.mainline[29])).toBeUndefined();
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });

  it('takes up a new branch and a new tag', async () => {
    await update();
    project.branch('stable-1.1', 'v1.1-rc1~1');
    project.branch('main');
    const fix = addCommit(project, 31);
    project.branch('stable-1.1');
    project.pick(fix);
    project.branch('main');
    project.tag('v1.1', 'second release');
    await update();
    const history = await load();
    expect(history.branches.map(({ name }) => name)).toEqual(['stable-1.0', 'stable-1.1']);
    expect(history.picks(30)).toMatchObject([{ branch: 1, how: 'reference' }]);
    expect(history.commits[30]?.release).toBe(2);
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });

  it('loses a branch that was deleted', async () => {
    project.branch('stable-1.1', 'v1.1-rc1~1');
    project.branch('main');
    project.branch('stable-1.1');
    project.pick(project.mainline[29]);
    project.branch('main');
    await update();
    project.git(['branch', '-q', '-D', 'stable-1.1']);
    await update();
    expect((await load()).branches.map(({ name }) => name)).toEqual(['stable-1.0']);
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });

  it('measures everything again when the measures changed', async () => {
    await update();
    const other = { ...measures, id: 'test-2', names: ['one'], measure: () => Float32Array.of(1) };
    expect((await update({ measures: other })).read).toBe(42);
    expect((await load()).numberNames).toEqual(['one']);
  });

  it('keeps to the branches that the person named', async () => {
    project.branch('odd', 'v1.0');
    project.commit({ message: 'of its own' });
    project.branch('main');
    await update({ overrides: { stable: ['od*'] } });
    expect((await load()).branches).toMatchObject([
      { name: 'odd', why: 'named by you; 0 of 1 commit names an upstream commit' },
    ]);
    await update();
    expect((await load()).branches.map(({ name }) => name)).toEqual(['stable-1.0']);
  });
});

describe('what cannot be indexed', () => {
  it('is a repository without a stable branch, and says what was seen', async () => {
    project.git(['branch', '-q', '-D', 'stable-1.0']);
    project.git(['branch', '6.1-work', 'v1.0']);
    await expect(update()).rejects.toMatchObject({
      code: 'no-stable-branch',
      message: expect.stringMatching(
        /^no stable branch found: name them with --stable .*, seen: 6\.1-work \(it has no commit that mainline lacks\)$/,
      ),
    });
  });

  it('is a repository without commits', async () => {
    project.git(['checkout', '-q', '--orphan', 'empty']);
    for (const name of ['main', 'stable-1.0']) project.git(['branch', '-q', '-D', name]);
    for (const name of ['v1.0', 'v1.1-rc1']) project.git(['tag', '-d', name]);
    await expect(update()).rejects.toMatchObject({ code: 'empty-repository' });
  });

  it('is another repository than the store was made from', async () => {
    await update();
    const other = makeProject('piece');
    try {
      await expect(update({ dir: other.dir })).rejects.toMatchObject({ code: 'store-mismatch' });
    } finally {
      other.remove();
    }
  });

  it('is a patch whose objects are missing: the commit is there and says so, and is read when they have come', async () => {
    const blob = project.git(['rev-parse', `${project.mainline[8]}:part8.c`]);
    const file = join(project.dir, '.git/objects', blob.slice(0, 2), blob.slice(2));
    project.git(['config', 'gc.auto', '0']);
    rmSync(file, { force: true });
    const first = await update();
    expect(first.state.unread).toBeGreaterThan(0);
    const history = await load();
    expect(history.commits[8]).toMatchObject({ subject: 'part 8: change the number', patchId: '', paths: [] });
    expect(history.commits[8]?.unread).toContain(blob);
    expect(await update()).toMatchObject({ changed: false });
    project.git(['hash-object', '-w', '--stdin'], { input: 'int part = 8;\n' });
    expect(await update()).toMatchObject({ changed: true, state: { unread: 0 } });
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });
});

describe('stopping', () => {
  it('keeps finished batches, and the next call goes on', async () => {
    const controller = new AbortController();
    const progress = ({ step, done }: { step: string; done: number }): void => {
      if (step === 'commits' && done >= 10) controller.abort();
    };
    await expect(update({ signal: controller.signal, progress })).rejects.toMatchObject({ name: 'StoppedError' });
    expect((await update()).read).toBe(32);
    expect(await contentOf('a')).toEqual(await contentOfFresh());
  });

  it('by kill -9 at any step ends with the same index as an undisturbed run', async () => {
    const expected = await contentOfFresh();
    for (let line = 0; line < 12; line += 2) await killAt(line, 'a');
    await update();
    expect(await contentOf('a')).toEqual(expected);
    for (const line of [3, 7]) {
      await killAt(line, `b${line}`);
      await update({ store: `b${line}` });
      expect(await contentOf(`b${line}`)).toEqual(expected);
    }
  });
});

/** Runs an update in a process of its own and kills it when it has told of its progress `lines` times; it may end before. */
async function killAt(lines: number, name: string): Promise<void> {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { openRepository } from ${at('../../git/index.ts')};
    import { updateHistory } from ${at('index.ts')};
    import { openStore } from ${at('../store/index.ts')};
    import { measures, terms } from ${at('../../testing/stable-project.ts')};
    const repository = await openRepository(${JSON.stringify(project.dir)});
    const store = await openStore({ folder: ${JSON.stringify(join(folder, name))}, mode: 'write' });
    console.log('open');
    await updateHistory({ repository, store, measures, terms, batch: 5, progress: ({ step, done }) => console.log(step, done) });
    await store.close();
    await repository.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let seen = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    if (seen >= lines) child.kill('SIGKILL');
    seen += 1;
  }
  await ended;
}
