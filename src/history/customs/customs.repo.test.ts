import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRepository, type Sha } from '../../git/index.ts';
import { makeRepo, type TestRepo } from '../../testing/repo.ts';
import { measures, terms } from '../../testing/stable-project.ts';
import { loadHistory, openStore, updateHistory, type History } from '../index.ts';
import { findStableList, isKernelList, readReferenceStyles } from './index.ts';

/** Mainline commits that ask `list`, and a branch that names its originals by `line`. */
function makeProject(list: string, line: (sha: Sha) => string): TestRepo {
  const repo = makeRepo();
  repo.commit({ message: 'begin', files: { 'a.c': 'a\n' } });
  repo.tag('v1.0');
  const mainline = Array.from({ length: 14 }, (_, at) =>
    repo.commit({ message: `part ${at}: fix it\n\nWhy.\n\n${list}\n`, files: { [`f${at}.c`]: 'x\n' } }),
  );
  repo.branch('rel-1.0', 'v1.0');
  mainline.forEach((sha, at) =>
    repo.commit({ message: `part ${at}: fix it\n\n${line(sha)}\n\nWhy.\n`, files: { [`f${at}.c`]: 'x\n' } }),
  );
  repo.branch('main');
  return repo;
}

async function withHistory<T>(repo: TestRepo, use: (history: History) => Promise<T>): Promise<T> {
  const store = await openStore({ folder: mkdtempSync(join(tmpdir(), 'autosel-customs-')), mode: 'write' });
  const repository = await openRepository(repo.dir);
  await updateHistory({ repository, store, measures, terms, signal: new AbortController().signal });
  try {
    return await use(await loadHistory(store));
  } finally {
    await store.close();
    await repository.close();
  }
}

describe('customs of a project', () => {
  it.each([
    ['Cc: stable@dpdk.org', '[ upstream commit', 'stable@dpdk.org', 'small-brackets', false],
    ['Cc: <stable@vger.kernel.org> # 5.10+', '[ Upstream commit', 'stable@vger.kernel.org', 'brackets', true],
    ['Reported-by: A <a@example.org>', '[ Upstream commit', undefined, 'brackets', false],
  ] as const)('are read from its commits: %s, %s', async (list, words, address, style, kernel) => {
    using repo = makeProject(list, (sha) => `${words} ${sha} ]`);
    await withHistory(repo, async (history) => {
      expect(findStableList(history, history.end)).toBe(address);
      expect(isKernelList(address)).toBe(kernel);
      expect(findStableList(history, 0)).toBeUndefined();
      const repository = await openRepository(repo.dir);
      const asked = { branches: ['rel-1.0', 'nowhere'], asOf: history.end };
      expect(await readReferenceStyles(repository, history, asked)).toEqual({ 'rel-1.0': style });
      expect(await readReferenceStyles(repository, history, { ...asked, asOf: 0 })).toEqual({});
      await repository.close();
    });
  });
});
