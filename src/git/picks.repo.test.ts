import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, makeRepo } from '../testing/repo.ts';
import type { TestRepo } from '../testing/repo.ts';
import { openRepository } from './repository.ts';
import type { PickOptions, PickOutcome, PickRequest } from './pick-types.ts';

/** Lines `1` to `count`, some of them replaced. */
function lines(count: number, changed: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, at) => `${changed[at + 1] ?? `line ${at + 1}`}\n`).join('');
}

async function pick(
  repo: TestRepo,
  requests: readonly PickRequest[],
  options: PickOptions & { readonly dir?: string } = {},
): Promise<PickOutcome[]> {
  const repository = await openRepository(options.dir ?? repo.dir);
  try {
    return await Array.fromAsync(repository.picks(requests, options));
  } finally {
    await repository.close();
  }
}

/** The tree that git's own merge comes to, and the paths that conflict. */
function mergeByGit(repo: TestRepo, commit: string, onto: string): string[] {
  const synthetic = repo.git(['commit-tree', `${onto}^{tree}`, '-p', `${commit}^`, '-m', 'onto']);
  const options = [
    '-c',
    'merge.directoryRenames=conflict',
    'merge-tree',
    '--write-tree',
    '--name-only',
    '--no-messages',
  ];
  const { stdout } = spawnSync('git', [...options, synthetic, commit], { cwd: repo.dir, encoding: 'utf8' });
  return stdout.trim().split('\n');
}

/** Every file under a folder with the hash of its content and the time of its last change. */
function hashFolder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash('sha1').update(readFileSync(path)).digest('hex')} ${statSync(path).mtimeMs}`)
    .sort();
}

function scratchFolders(): string[] {
  return [tmpdir(), '/dev/shm']
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place))
    .filter((name) => name.startsWith(`autosel-scratch-${process.pid}-`));
}

describe.each(['sha1', 'sha256'] as const)('a dry-run pick in a %s repository', (objectFormat) => {
  it('tells clean, conflicting, already there and unknown apart, in the order asked', async () => {
    using repo = makeRepo({ objectFormat });
    const root = repo.commit({ message: 'base', files: { a: lines(60), b: lines(20) } });
    repo.branch('stable');
    repo.branch('main');
    const near = repo.commit({ message: 'two places', files: { a: lines(60, { 10: 'TEN', 40: 'FORTY' }) } });
    const far = repo.commit({ message: 'the end', files: { a: lines(60, { 10: 'TEN', 40: 'FORTY', 58: 'END' }) } });
    const other = repo.commit({ message: 'b', files: { b: lines(20, { 3: 'three' }) } });
    repo.branch('stable');
    repo.commit({ message: 'own', files: { a: lines(60, { 40: 'vierzig' }) } });
    const taken = repo.pick(other);
    repo.branch('side', 'main');
    repo.commit({ message: 'aside', files: { c: 'c\n' } });
    repo.branch('main');
    repo.commit({ message: 'onward', files: { d: 'd\n' } });
    const merge = repo.merge('side', 'merge');

    const outcomes = await pick(
      repo,
      [near, far, other, root, merge].map((commit) => ({ commit, onto: taken })),
    );

    expect(outcomes.map(({ kind }) => kind)).toEqual(['conflict', 'clean', 'already-there', 'unknown', 'unknown']);
    expect(outcomes[0]).toMatchObject({
      at: near,
      files: [{ path: 'a', oldPath: 'a', kind: 'content', changes: [{ oldStart: 40, oldLines: 1 }] }],
    });
    expect(outcomes[1]).toMatchObject({ renamed: false });
    expect(outcomes[3]).toMatchObject({ why: expect.stringContaining('root commit') });
    expect(outcomes[4]).toMatchObject({ why: expect.stringContaining('is a merge') });
    repo.branch('stable');
    const real = repo.pick(far);
    expect(outcomes[1]).toMatchObject({ tree: repo.git(['rev-parse', `${real}^{tree}`]) });
  });

  it('leaves the repository as it was, byte for byte, and no scratch folder behind', async () => {
    using repo = makeRepo({ objectFormat });
    repo.commit({ message: 'base', files: { a: lines(30) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(30, { 20: 'own' }) } });
    repo.branch('main');
    const clean = repo.commit({ message: 'clean', files: { a: lines(30, { 5: 'five' }) } });
    const conflict = repo.commit({ message: 'conflict', files: { a: lines(30, { 5: 'five', 20: 'twenty' }) } });
    // What the pick comes to lies in a pack already: git would renew the time of that pack.
    repo.commit({ message: 'result', files: { a: lines(30, { 5: 'five', 20: 'own' }) } });
    repo.git(['repack', '-adq']);
    repo.git(['prune-packed']);
    const packs = join(repo.dir, '.git', 'objects', 'pack');
    for (const name of readdirSync(packs)) utimesSync(join(packs, name), 1e9, 1e9);
    const before = hashFolder(repo.dir);

    const outcomes = await pick(repo, [
      { commit: clean, onto },
      { commit: conflict, onto },
    ]);

    expect(outcomes.map(({ kind }) => kind)).toEqual(['clean', 'conflict']);
    expect(hashFolder(repo.dir)).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
    expect(scratchFolders()).toEqual([]);
  });
});

describe('a dry-run pick', () => {
  it('follows a rename on the branch and says so', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { 'old/name.c': lines(40), z: 'z\n' } });
    repo.branch('stable');
    const onto = repo.commit({
      message: 'move',
      files: { 'old/name.c': null, 'new/ñame.c': lines(40, { 30: 'own' }) },
    });
    repo.branch('main');
    const clean = repo.commit({ message: 'fix', files: { 'old/name.c': lines(40, { 5: 'five' }) } });
    const conflict = repo.commit({ message: 'fix', files: { 'old/name.c': lines(40, { 5: 'five', 30: 'thirty' }) } });

    const outcomes = await pick(repo, [
      { commit: clean, onto },
      { commit: conflict, onto },
    ]);

    expect(outcomes[0]).toMatchObject({ kind: 'clean', renamed: true });
    expect(outcomes[1]).toMatchObject({
      kind: 'conflict',
      files: [
        {
          path: 'new/ñame.c',
          oldPath: 'old/name.c',
          kind: 'content',
          changes: [{ oldStart: 30, oldLines: 1 }],
        },
      ],
    });
  });

  it('says which side lacks a file, and that both added one', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { gone: lines(10), doomed: lines(12), z: 'z\n' } });
    repo.branch('stable');
    const onto = repo.commit({
      message: 'own',
      files: { gone: null, doomed: lines(12, { 4: 'own' }), fresh: 'ours\n' },
    });
    repo.branch('main');
    const commit = repo.commit({
      message: 'all at once',
      files: { gone: lines(10, { 2: 'two', 9: 'nine' }), doomed: null, fresh: 'theirs\n' },
    });

    const [outcome] = await pick(repo, [{ commit, onto }]);

    expect(outcome).toMatchObject({ kind: 'conflict', at: commit });
    expect(outcome?.kind === 'conflict' ? [...outcome.files].sort((a, b) => (a.path < b.path ? -1 : 1)) : []).toEqual([
      { path: 'doomed', oldPath: 'doomed', kind: 'changed-on-branch', changes: [{ oldStart: 1, oldLines: 12 }] },
      { path: 'fresh', oldPath: undefined, kind: 'both-added', changes: [{ oldStart: 0, oldLines: 0 }] },
      {
        path: 'gone',
        oldPath: 'gone',
        kind: 'absent-on-branch',
        changes: [
          { oldStart: 2, oldLines: 1 },
          { oldStart: 9, oldLines: 1 },
        ],
      },
    ]);
  });

  it('has no lines to name where binary files conflict', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { b: Buffer.from([0, 1, 2]) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { b: Buffer.from([0, 1, 3]) } });
    repo.branch('main');
    const commit = repo.commit({ message: 'other', files: { b: Buffer.from([0, 1, 4]) } });

    expect(await pick(repo, [{ commit, onto }])).toMatchObject([
      { kind: 'conflict', files: [{ path: 'b', kind: 'binary', changes: undefined }] },
    ]);
  });

  it('goes through with a prerequisite that it conflicts without, and names the one of a chain that conflicts', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: lines(30) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(30, { 25: 'own' }) } });
    repo.branch('main');
    const first = repo.commit({ message: 'first', files: { a: lines(30, { 10: 'ten' }) } });
    const second = repo.commit({ message: 'second', files: { a: lines(30, { 10: 'ten, better' }) } });
    const far = repo.commit({ message: 'far', files: { a: lines(30, { 10: 'ten, better', 25: 'far' }) } });

    const outcomes = await pick(repo, [
      { commit: second, onto },
      { commit: second, onto, first: [first] },
      { commit: second, onto, first: [far, first] },
      { commit: first, onto, first: [first] },
    ]);

    expect(outcomes).toMatchObject([
      { kind: 'conflict', at: second },
      { kind: 'clean' },
      { kind: 'conflict', at: far },
      { kind: 'already-there' },
    ]);
  });

  it('says what git says of whole trees, renames or not', async () => {
    using repo = makeRepo();
    const text = lines(40);
    const other = Array.from({ length: 40 }, (_, at) => `quite another text ${at * 7}\n`).join('');
    repo.commit({
      message: 'base',
      files: { 'd/a': text, 'd/b': other, 'e/c': lines(12), f: 'f\n', k: 'k\n', m: 'm\n', p: 'p\n' },
    });
    repo.branch('stable');
    repo.commit({ message: 'move', files: { 'd/a': null, 'd/moved': lines(40, { 30: 'own' }) } });
    repo.commit({ message: 'drop', files: { 'd/b': null, z: 'short and not alike\n' } });
    const onto = repo.commit({ message: 'folder', files: { 'e/c': null, 'g/c': lines(12), k: 'K\n' } });
    repo.branch('main');
    const commits = [
      { 'd/a': lines(40, { 5: 'five' }) },
      { 'd/b': `${other}more\n` },
      { 'd/b': `${other}more\nagain\n`, m: 'M\n' },
      { 'e/new': 'in a folder that has another name there\n' },
      { 'h/i/new': 'in a folder of its own\n', p: 'P\n' },
      { f: null },
      { k: null },
      { 'd/b': null },
    ].map((files, at) => repo.commit({ message: `change ${at}`, files }));
    const outcomes = await pick(
      repo,
      commits.map((commit) => ({ commit, onto })),
    );
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...['clean', 'conflict', 'conflict', 'conflict', 'clean', 'clean', 'conflict', 'already-there'],
    ]);
    for (const [at, outcome] of outcomes.entries()) {
      const said = mergeByGit(repo, commits[at], onto);
      if (outcome.kind === 'clean') expect(said).toEqual([outcome.tree]);
      else if (outcome.kind === 'conflict') expect(said.slice(1)).toEqual(outcome.files.map(({ path }) => path));
      else expect(said).toEqual([repo.git(['rev-parse', `${onto}^{tree}`])]);
    }
  });

  it('loses only the picks whose objects are missing', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: lines(30), b: lines(31) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(30, { 20: 'own' }), b: lines(31, { 20: 'own' }) } });
    repo.branch('main');
    const broken = repo.commit({ message: 'a', files: { a: lines(30, { 5: 'five' }) } });
    const whole = repo.commit({ message: 'b', files: { b: lines(31, { 5: 'five' }) } });
    const blob = repo.git(['rev-parse', `${broken}:a`]);
    rmSync(join(repo.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));

    const outcomes = await pick(
      repo,
      [broken, whole, broken, whole].map((commit) => ({ commit, onto })),
    );

    expect(outcomes.map(({ kind }) => kind)).toEqual(['unknown', 'clean', 'unknown', 'clean']);
    expect(outcomes[0]).toMatchObject({ why: `commit ${broken}: object ${blob} is not in this repository` });
  });

  it('says of a commit that is not here, or whose parent is not, that it is unknown', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: lines(30) } });
    const tip = repo.commit({ message: 'next', files: { a: lines(30, { 5: 'five' }) } });
    const shallow = join(repo.dir, '..', 'shallow');
    repo.git(['clone', '--quiet', '--depth=1', `file://${repo.dir}`, shallow]);
    const absent = repo.id('HEAD').replace(/^./, (digit) => (digit === '0' ? '1' : '0')) as typeof tip;

    const outcomes = await pick(
      repo,
      [
        { commit: tip, onto: tip },
        { commit: tip, onto: absent },
      ],
      { dir: shallow },
    );

    expect(outcomes).toMatchObject([
      { kind: 'unknown', why: expect.stringContaining('not in this repository') },
      { kind: 'unknown', why: expect.stringContaining(absent) },
    ]);
  });

  it('runs no merge driver, filter or hook that the repository names', async () => {
    using repo = makeRepo();
    const traces = makeFolder();
    try {
      repo.commit({
        message: 'base',
        files: { a: lines(30), '.gitattributes': '* merge=evil filter=evil diff=evil\n' },
      });
      repo.branch('stable');
      const onto = repo.commit({ message: 'own', files: { a: lines(30, { 10: 'own' }) } });
      repo.branch('main');
      const conflict = repo.commit({ message: 'fix', files: { a: lines(30, { 10: 'ten' }) } });
      const clean = repo.commit({ message: 'fix', files: { a: lines(30, { 10: 'ten', 20: 'twenty' }) } });
      const evil = `touch ${traces}/ran; true`;
      writeFileSync(join(repo.dir, '.git', 'info', 'attributes'), '* merge=evil filter=evil diff=evil\n');
      for (const [key, value] of [
        ['merge.evil.driver', evil],
        ['merge.default', 'evil'],
        ['merge.renormalize', 'true'],
        ['filter.evil.clean', evil],
        ['filter.evil.smudge', evil],
        ['filter.evil.required', 'true'],
        ['diff.evil.textconv', evil],
        ['diff.evil.command', evil],
        ['diff.external', evil],
        ['core.fsmonitor', evil],
      ])
        repo.git(['config', key, value]);
      // The plant works: git run in the repository itself calls it.
      repo.git(['merge-tree', '--write-tree', 'stable', conflict]);
      expect(readdirSync(traces)).toEqual(['ran']);
      rmSync(join(traces, 'ran'));

      const outcomes = await pick(repo, [
        { commit: conflict, onto },
        { commit: clean, onto },
      ]);

      expect(outcomes.map(({ kind }) => kind)).toEqual(['conflict', 'clean']);
      expect(readdirSync(traces)).toEqual([]);
    } finally {
      rmSync(traces, { recursive: true });
    }
  });

  it('finds the objects that a repository borrows, from a linked work tree as well', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: lines(30) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(30, { 20: 'own' }) } });
    repo.branch('main');
    const commit = repo.commit({ message: 'fix', files: { a: lines(30, { 5: 'five' }) } });
    const shared = join(repo.dir, '..', 'shared "quoted" #1');
    repo.git(['clone', '--quiet', '--shared', repo.dir, shared]);
    repo.git(['-C', shared, 'worktree', 'add', '--quiet', join(repo.dir, '..', 'tree'), 'HEAD']);

    for (const dir of [shared, join(repo.dir, '..', 'tree')])
      expect(await pick(repo, [{ commit, onto }], { dir })).toMatchObject([{ kind: 'clean' }]);
  });

  it('ends its processes and removes its folder when it is stopped or the repository is closed', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: lines(30) } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(30, { 20: 'own' }) } });
    repo.branch('main');
    const commit = repo.commit({ message: 'fix', files: { a: lines(30, { 5: 'five' }) } });
    const requests = [{ commit, onto }];
    await using fake = useFakeGit(`case "$*" in *merge-tree*) touch "$FAKE/merging"; exec sleep 1000;; esac`);

    const stop = new AbortController();
    const stopped = await openRepository(repo.dir, { signal: stop.signal });
    const waiting = Array.fromAsync(stopped.picks(requests)).catch((error: unknown) => error);
    await fake.seen('merging');
    stop.abort();
    expect(await waiting).toMatchObject({ code: 'stopped' });
    await stopped.close();
    expect(scratchFolders()).toEqual([]);

    rmSync(join(fake.dir, 'merging'));
    const closed = await openRepository(repo.dir);
    const cutOff = Array.fromAsync(closed.picks(requests)).catch((error: unknown) => error);
    await fake.seen('merging');
    await closed.close();
    expect(await cutOff).toMatchObject({ code: 'repository-closed' });
    expect(scratchFolders()).toEqual([]);
  });

  it('finds the one request that kills git or never ends, and answers the others', async () => {
    using repo = makeRepo();
    const old = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`old${at}`, `${at}\n`]));
    repo.commit({ message: 'base', files: { a: lines(60), ...old } });
    repo.branch('stable');
    const onto = repo.commit({ message: 'own', files: { a: lines(60, { 2: 'own' }) } });
    repo.branch('main');
    // A commit that adds and deletes files is merged by whole trees.
    const commits = Array.from({ length: 9 }, (_, at) =>
      repo.commit({
        message: `fix ${at}`,
        files: { a: lines(60, { [at * 2 + 10]: 'fixed' }), [`old${at}`]: null, [`new${at}`]: 'new\n' },
      }),
    );
    const requests = commits.map((commit) => ({ commit, onto }));
    const calm = await pick(repo, requests);
    const tree = repo.git(['rev-parse', `${commits[5]}^{tree}`]);
    // Dies or hangs when asked to merge the tree of the sixth commit.
    const watch = (action: string): string => `case "$*" in *merge-tree*)
      cat > "$FAKE/in"
      while read -r ours theirs; do
        rest="\${theirs#??}"
        grep -q "tree ${tree}" "objects/\${theirs%"$rest"}/$rest" && ${action}
      done < "$FAKE/in"
      exec "$GIT" "$@" < "$FAKE/in";; esac`;

    for (const [action, why] of [
      ['kill -9 $$', 'SIGKILL'],
      ['exec sleep 1000', 'timeout'],
    ] as const) {
      await using _ = useFakeGit(watch(action));
      const outcomes = await pick(repo, requests, { timeoutMs: 400 });
      expect(outcomes[5]).toMatchObject({ kind: 'unknown', why: expect.stringContaining(why) });
      expect(outcomes.toSpliced(5, 1)).toEqual(calm.toSpliced(5, 1));
    }
  });

  it('says that an older git cannot do it', async () => {
    using repo = makeRepo();
    const commit = repo.commit({ message: 'base', files: { a: 'a\n' } });
    await using _ = useFakeGit(`case "$*" in *version) echo git version 2.34.1; exit 0;; esac`);

    expect(await pick(repo, [{ commit, onto: commit }])).toMatchObject([
      { kind: 'unknown', why: 'git 2.38 or newer is needed, this is 2.34' },
    ]);
  });
});

/** Puts a shell script before git on the PATH; what it lets through goes to the real one (`$GIT`). `$FAKE` is its folder. */
function useFakeGit(script: string): { dir: string; seen(name: string): Promise<void> } & AsyncDisposable {
  const dir = makeFolder();
  const path = process.env['PATH'] ?? '';
  const real = path
    .split(':')
    .map((each) => join(each, 'git'))
    .find((each) => existsSync(each));
  writeFileSync(join(dir, 'git'), `#!/bin/sh\nFAKE='${dir}'\nGIT='${real}'\n${script}\nexec "$GIT" "$@"\n`, {
    mode: 0o755,
  });
  process.env['PATH'] = `${dir}:${path}`;
  return {
    dir,
    seen: async (name) => {
      for (let tries = 0; tries < 4000 && !existsSync(join(dir, name)); tries++)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    [Symbol.asyncDispose]: async () => {
      process.env['PATH'] = path;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
