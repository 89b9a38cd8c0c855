import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import { openRepository } from './index.ts';
import type { Repository, Sha } from './index.ts';

/** Processes whose parent is this one, zombies included; undefined where there is no /proc. */
function childrenOfThisProcess(): string[] | undefined {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
          return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid);
        } catch {
          return false;
        }
      });
  } catch {
    return undefined;
  }
}

function makeHistory() {
  const repo = makeRepo();
  const text = 'some text to fill the pipe with\n'.repeat(20_000);
  const shas = Array.from({ length: 12 }, (_, n) =>
    repo.commit({ message: `c${n}`, files: { x: n % 2 === 0 ? text : '' } }),
  );
  return { repo, shas };
}

async function readFirstPatch(repository: Repository, shas: readonly Sha[]): Promise<void> {
  for await (const patch of repository.patches(shas)) {
    expect(patch.sha).toBe(shas[0]);
    return;
  }
}

test.skipIf(childrenOfThisProcess() === undefined)(
  'no child remains after an early end, a close or an abort',
  async () => {
    const { repo, shas } = makeHistory();
    const before = childrenOfThisProcess();
    try {
      const early = await openRepository(repo.dir);
      await readFirstPatch(early, shas);
      expect(childrenOfThisProcess()).toEqual(before);

      const walk = early.patches(shas)[Symbol.asyncIterator]();
      await walk.next();
      await early.resolve('HEAD');
      expect(childrenOfThisProcess()!.length).toBe(before!.length + 2);
      await early.close();
      expect(childrenOfThisProcess()).toEqual(before);
      await expect(
        (async () => {
          for (;;) if ((await walk.next()).done === true) return;
        })(),
      ).rejects.toMatchObject({ code: 'repository-closed' });
      await expect(early.resolve('HEAD')).rejects.toMatchObject({ code: 'repository-closed' });

      const controller = new AbortController();
      const aborted = await openRepository(repo.dir, { signal: controller.signal });
      const patches = aborted.patches(shas)[Symbol.asyncIterator]();
      await patches.next();
      await aborted.resolve('HEAD');
      controller.abort();
      await expect(
        (async () => {
          for (;;) if ((await patches.next()).done === true) return;
        })(),
      ).rejects.toMatchObject({ code: 'stopped' });
      await expect(aborted.refs()).rejects.toMatchObject({ code: 'stopped' });
      await aborted.close();
      expect(childrenOfThisProcess()).toEqual(before);
    } finally {
      repo.remove();
    }
  },
);

test('opening is refused once stopped', async () => {
  using repo = makeRepo();
  await expect(openRepository(repo.dir, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'stopped' });
});

test('a source that fails ends the walk with its error', async () => {
  const { repo, shas } = makeHistory();
  const repository = await openRepository(repo.dir);
  function* source(): Generator<Sha> {
    yield shas[0];
    throw new Error('source failed');
  }
  try {
    await expect(
      (async () => {
        for await (const _ of repository.patches(source()));
      })(),
    ).rejects.toThrow('source failed');
    await expect(
      (async () => {
        for await (const _ of repository.commits(source()));
      })(),
    ).rejects.toThrow('source failed');
    expect(await repository.resolve('HEAD')).toBe(shas.at(-1));
  } finally {
    await repository.close();
    repo.remove();
  }
});
