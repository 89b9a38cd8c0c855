import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, makeRepo } from '../../testing/repo.ts';
import type { TestRepo } from '../../testing/repo.ts';
import { rmSync } from 'node:fs';
import { resolveMany, resolveOne } from './resolve.ts';
import type { ResolveSettings } from './resolve.ts';
import type { Reference, Resolution } from '../../history/resolve/index.ts';

let repo: TestRepo;
let store: string;
const ids: Record<string, string> = {};

beforeAll(() => {
  repo = makeRepo();
  store = makeFolder();
  const commit = (name: string, message: string): void =>
    void (ids[name] = repo.commit({ message, files: { [name]: name } }));
  commit('leak', 'net: fix leak of a buffer\n');
  commit('first', 'doc: update the pages\n');
  commit('second', 'doc: update the pages\n');
  commit('crash', 'fs: fix crash when the disk goes away\n');
  repo.branch('stable-1.0', ids['first']);
  commit('copy', `net: fix leak of a buffer\n\n[ upstream commit ${ids['leak']} ]\n`);
  commit('unnamed', 'fs: fix crash when the disk goes away\n');
  commit('own', 'stable: version 1.0.1\n');
  repo.branch('main');
});

afterAll(() => {
  repo.remove();
  rmSync(store, { recursive: true, force: true });
});

const settings = (more: Partial<ResolveSettings> = {}): ResolveSettings => ({
  ...{ repos: [repo.dir], mainline: undefined, unsaved: false, note: () => {} },
  ...{ force: false, trustId: false, asGiven: false, all: false },
  place: { named: store, env: {}, platform: 'linux', home: store },
  ...more,
});

const ask = async (asked: Partial<Reference>, more: Partial<ResolveSettings> = {}): Promise<Resolution> =>
  (await resolveOne(settings(more), { id: undefined, subject: undefined, ...asked })).resolution;

const short = (name: string): string => (ids[name] ?? '').slice(0, 10);

describe.each([
  ['without an index', true],
  ['with an index', false],
])('%s', (_, unsaved) => {
  test('an id of mainline is itself', async () => {
    expect(await ask({ id: short('leak') }, { unsaved })).toMatchObject({
      kind: 'resolved',
      confidence: 'sure',
      by: 'id',
      commit: { sha: ids['leak'] },
    });
  });

  test('a stable copy is the mainline commit that it names', async () => {
    expect(await ask({ id: short('copy') }, { unsaved })).toMatchObject({
      kind: 'resolved',
      by: 'copy',
      commit: { sha: ids['leak'] },
      given: { sha: ids['copy'] },
    });
  });

  test('a stable copy that names nothing is the only mainline commit of its subject', async () => {
    expect(await ask({ id: short('unnamed') }, { unsaved })).toMatchObject({
      by: 'copy',
      commit: { sha: ids['crash'] },
    });
  });

  test('a stable copy stays itself on request', async () => {
    expect(await ask({ id: short('copy') }, { unsaved, asGiven: true })).toMatchObject({
      by: 'id',
      commit: { sha: ids['copy'] },
    });
  });

  test('a commit made for its branch is itself', async () => {
    expect(await ask({ id: short('own') }, { unsaved })).toMatchObject({
      kind: 'resolved',
      commit: { sha: ids['own'], mainline: false },
    });
  });

  test('a subject that contradicts a unique id names both', async () => {
    const found = await ask({ id: short('leak'), subject: 'fs: fix crash when the disk goes away' }, { unsaved });
    expect(found.kind).toBe('contradiction');
    expect(found.kind === 'resolved' ? [] : found.candidates.map(({ commit }) => commit.sha)).toEqual([
      ids['leak'],
      ids['crash'],
    ]);
  });

  test('a subject that contradicts a unique id is passed over on request', async () => {
    const found = await ask(
      { id: short('leak'), subject: 'fs: fix crash when the disk goes away' },
      { unsaved, trustId: true },
    );
    expect(found).toMatchObject({ kind: 'resolved', confidence: 'likely', commit: { sha: ids['leak'] } });
  });

  test('a missing id is repaired by its subject only on request', async () => {
    const asked = { id: '00000000ffff', subject: 'Net: fix leak of a buffer.' };
    expect(await ask(asked, { unsaved })).toMatchObject({
      kind: 'repairable',
      candidates: [{ commit: { sha: ids['leak'] } }],
    });
    expect(await ask(asked, { unsaved, force: true })).toMatchObject({
      kind: 'resolved',
      by: 'subject',
      commit: { sha: ids['leak'] },
    });
  });

  test('a subject that two mainline commits have is ambiguous, both listed', async () => {
    const found = await ask({ id: '00000000ffff', subject: 'doc: update the pages' }, { unsaved, force: true });
    expect(found.kind).toBe('ambiguous');
    expect(found.kind === 'resolved' ? [] : found.candidates.map(({ commit }) => commit.sha)).toEqual([
      ids['second'],
      ids['first'],
    ]);
  });

  test('an id that only a tree has is unknown', async () => {
    const tree = repo.git(['rev-parse', 'main^{tree}']).slice(0, 10);
    expect(await ask({ id: tree }, { unsaved })).toMatchObject({ kind: 'unknown' });
  });

  test.each(['--all', '-1', 'HEAD', '../..', '$(id)'])('%s as a subject is only text', async (subject) => {
    expect(await ask({ id: undefined, subject }, { unsaved })).toMatchObject({ kind: 'unknown' });
  });
});

test('the index follows new, rewritten and deleted branches', async () => {
  repo.branch('topic');
  const old = repo.commit({ message: 'topic: first try of a thing\n', files: { a: '1' } });
  expect(await ask({ id: old })).toMatchObject({ kind: 'resolved', commit: { mainline: false } });
  repo.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  const fresh = repo.commit({ message: 'topic: second try of a thing\n', files: { a: '2' } });
  const fromIndex = async (id: string): Promise<string> => {
    for await (const { resolution } of resolveMany(settings(), [{ id, subject: undefined }])) return resolution.kind;
    return 'none';
  };
  expect(await fromIndex(old)).toBe('unknown');
  repo.branch('main');
  repo.git(['merge', '--quiet', '--ff-only', 'topic']);
  expect(await ask({ id: fresh })).toMatchObject({ kind: 'resolved', commit: { sha: fresh, mainline: true } });
});

test('another repository is asked when the first one has no answer', async () => {
  using other = makeRepo();
  const sha = other.commit({ message: 'elsewhere: a commit of another project\n' });
  const found = await resolveOne(settings({ repos: [repo.dir, other.dir], unsaved: true }), {
    id: sha,
    subject: undefined,
  });
  expect(found).toMatchObject({ repo: other.dir, resolution: { kind: 'resolved', commit: { sha } } });
});
