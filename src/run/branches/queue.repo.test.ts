import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubsystemConfig } from '../../config-mail.ts';
import type { Sha } from '../../git/index.ts';
import type { Review } from '../../history/index.ts';
import { makeRepo } from '../../testing/repo.ts';
import { sketchReview } from '../../testing/reviews.ts';
import { parseSelection } from './queue-selection.ts';
import { runQueue, type QueueRequest } from './queue.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';

const BRANCH = 'stable-1.0';
const lines = (changed: Readonly<Record<number, string>>): string =>
  Array.from({ length: 40 }, (_, at) => `${changed[at + 1] ?? `line ${at + 1}`}\n`).join('');

const repo = makeRepo();
const root = dirname(repo.dir);
afterAll(() => repo.remove());
repo.commit({ message: 'base', files: { 'a.c': lines({}), bin: Buffer.from([0, 1, 2]) } });
repo.tag('v1.0');
const early = repo.commit({
  message: 'a: prepare\n\nFirst.\n\nSigned-off-by: A <a@b.org>\n',
  files: { 'a.c': lines({ 20: 'early' }) },
  author: 'Zoë "Z" <zoe@example.org>',
});
const later = repo.commit({ message: 'a: twenty', files: { 'a.c': lines({ 20: 'twenty' }) } });
const binary = repo.commit({ message: 'bin: more\n\nNeeded.', files: { bin: Buffer.from([0, 9, 8, 7, 0]) } });
const clash = repo.commit({ message: 'a: eight', files: { 'a.c': lines({ 8: 'eight', 20: 'twenty' }) } });
repo.branch(BRANCH, 'v1.0');
const tip = repo.commit({ message: 'own lines', files: { 'a.c': lines({ 8: 'EIGHT' }) } });
repo.branch('main');

let workspace: Workspace;
beforeAll(async () => {
  const quiet = { progress: () => {}, note: () => {}, signal: new AbortController().signal };
  const place = { repo: repo.dir, store: join(root, 'store'), mainline: 'main', stable: [BRANCH] };
  workspace = await openWorkspace({ ...quiet, ...place, env: {}, platform: 'linux', home: root });
  workspace = {
    ...workspace,
    config: { ...workspace.config, mail: { ...workspace.config.mail, from: 'Eve <eve@example.org>' } },
  };
});
afterAll(() => workspace.close());

const step = (sha: Sha, role: string, needs: readonly Sha[] = []) => ({ sha, role, needs });
const commits = [
  step(early, 'prerequisite'),
  step(later, 'proposal', [early]),
  step(binary, 'proposal'),
  step(clash, 'proposal'),
];
const selection = JSON.stringify({ range: 'v1.0..main', series: [{ branch: BRANCH, tip, commits, adapt: [] }] });
const run = (change: Partial<QueueRequest> & Pick<QueueRequest, 'target'>) =>
  runQueue(workspace, {
    branch: BRANCH,
    selection: parseSelection(selection, 'selection.json'),
    style: 'sentence',
    signOff: false,
    yes: true,
    ...change,
  });
const show = (revision: string, format: string): string => repo.git(['show', '-s', `--format=${format}`, revision]);

describe('a queue as a branch', () => {
  it('holds picks in the order of mainline, prerequisites first, and lists what conflicts', async () => {
    const before = repo.git(['status', '--porcelain', '--branch']);
    const answer = await run({ target: { kind: 'branch', dir: repo.dir, name: 'queue-1.0' } });
    expect(answer.queued.map(({ sha, role }) => [sha, role])).toEqual([
      [early, 'prerequisite'],
      [later, 'proposal'],
      [binary, 'proposal'],
    ]);
    expect(answer.left).toEqual([{ sha: clash, subject: 'a: eight', why: 'conflicts behind the others in a.c' }]);
    expect(repo.git(['rev-list', '--reverse', `${tip}..queue-1.0`]).split('\n')).toEqual(
      answer.queued.map(({ commit }) => commit),
    );
    expect(show('queue-1.0~2', '%B')).toBe(
      `a: prepare\n\ncommit ${early} upstream.\n\nFirst.\n\nSigned-off-by: A <a@b.org>`,
    );
    expect(show('queue-1.0~2', '%an <%ae> %at')).toBe(show(early, '%an <%ae> %at'));
    expect(show('queue-1.0', '%cn <%ce>')).toBe('Eve <eve@example.org>');
    expect(repo.git(['status', '--porcelain', '--branch'])).toBe(before);
    repo.git(['fsck', '--strict']);
    repo.git(['branch', 'by-hand', tip]);
    repo.git(['checkout', '-q', 'by-hand']);
    repo.git(['cherry-pick', early, later, binary]);
    expect(repo.git(['rev-parse', 'by-hand^{tree}'])).toBe(repo.git(['rev-parse', 'queue-1.0^{tree}']));
    repo.git(['checkout', '-q', 'main']);
  });

  it('can name originals as cherry-pick -x does, and be signed', async () => {
    await run({ target: { kind: 'branch', dir: repo.dir, name: 'queue-x' }, style: 'cherry-picked', signOff: true });
    const signed = 'Signed-off-by: Eve <eve@example.org>';
    expect(show('queue-x~2', '%B')).toBe(
      `a: prepare\n\nFirst.\n\nSigned-off-by: A <a@b.org>\n(cherry picked from commit ${early})\n${signed}`,
    );
    expect(show('queue-x~1', '%B')).toBe(`a: twenty\n\n(cherry picked from commit ${later})\n${signed}`);
  });

  it('names originals as the branch does, or as the config says, where nothing is asked for', async () => {
    const customs = { references: { [BRANCH]: 'small-brackets' } };
    const told = parseSelection(JSON.stringify({ ...JSON.parse(selection), customs }), 'selection.json');
    const target = (name: string) => ({ kind: 'branch', dir: repo.dir, name }) as const;
    await run({ target: target('queue-own'), style: undefined, selection: told });
    expect(show('queue-own~1', '%b')).toBe(`[ upstream commit ${later} ]`);
    await run({ target: target('queue-none'), style: undefined });
    expect(show('queue-none~1', '%b')).toBe(`(cherry picked from commit ${later})`);
    const mail = { ...workspace.config.mail, reference: 'master-commit' as const };
    const given = { ...workspace, config: { ...workspace.config, mail } };
    await runQueue(given, {
      ...{ branch: BRANCH, selection: told, style: undefined, signOff: false, yes: true },
      target: target('queue-config'),
    });
    expect(show('queue-config~1', '%b')).toBe(`master commit: ${later}`);
  });

  it('goes into another repository that has the tip', async () => {
    using other = makeRepo();
    other.git(['fetch', '-q', repo.dir, BRANCH]);
    await run({ target: { kind: 'branch', dir: other.dir, name: 'q' } });
    expect(other.git(['rev-parse', 'q^{tree}'])).toBe(repo.git(['rev-parse', 'queue-1.0^{tree}']));
    using empty = makeRepo();
    await expect(run({ target: { kind: 'branch', dir: empty.dir, name: 'q' } })).rejects.toThrow(
      /does not have commit/,
    );
    expect(empty.git(['for-each-ref'])).toBe('');
  });

  it.each([['main'], [BRANCH], ['queue-1.0']])('never touches the branch %s that is there', async (name) => {
    const before = repo.id(name);
    await expect(run({ target: { kind: 'branch', dir: repo.dir, name } })).rejects.toThrow(/is left alone/);
    expect(repo.id(name)).toBe(before);
  });

  it('never takes the name of a branch that is checked out and has no commit yet', async () => {
    using other = makeRepo({ branch: 'fresh' });
    other.git(['fetch', '-q', repo.dir, BRANCH]);
    await expect(run({ target: { kind: 'branch', dir: other.dir, name: 'fresh' } })).rejects.toThrow(/is left alone/);
  });

  it.each(['-d', 'a b', '../../x', 'a..b', ''])('refuses the name %j', async (name) => {
    await expect(run({ target: { kind: 'branch', dir: repo.dir, name } })).rejects.toThrow(/cannot be the name/);
  });
});

describe('who says what a branch gets', () => {
  const BIN: SubsystemConfig = { name: 'BIN', paths: ['bin'], mode: 'ack-required', authors: [], digestTo: [] };
  const ask = async (
    reviews: readonly Review[],
    change: Partial<QueueRequest> = {},
    subsystems: readonly SubsystemConfig[] = [],
  ) => {
    const given = { ...workspace, reviews, config: { ...workspace.config, subsystems } };
    const target = { kind: 'quilt', folder: mkdtempSync(join(root, 'q-')) } as const;
    const answer = await runQueue(given, {
      branch: BRANCH,
      selection: parseSelection(selection, 'selection.json'),
      style: 'sentence',
      signOff: false,
      yes: false,
      target,
      ...change,
    });
    return { queued: answer.queued.map(({ sha }) => sha), left: answer.left.map(({ sha, why }) => [sha, why]) };
  };
  const accepted = sketchReview({ commit: later, answer: 'accept' });

  it('takes accepted proposals with what they need, and lists the others', async () => {
    const { queued, left } = await ask([accepted]);
    expect(queued).toEqual([early, later]);
    expect(left.map(([sha]) => sha)).toEqual([binary, clash]);
    expect(left[0]?.[1]).toContain('nobody has accepted it');
    await expect(ask([])).rejects.toThrow(/stable-1.0 gets none of its 3 proposals/);
  });

  it('leaves out what was dropped for this branch or waits, also with --yes', async () => {
    const dropped = sketchReview({ commit: later, branches: [BRANCH] });
    const waiting = sketchReview({ commit: clash, answer: 'wait', reason: '' });
    const { queued, left } = await ask([dropped, waiting], { yes: true });
    expect(queued).toEqual([binary]);
    expect(left).toEqual([
      [later, 'dropped by Ada: "not a fix"'],
      [clash, 'Ada asks to wait'],
    ]);
    expect((await ask([{ ...dropped, branches: ['other'] }], { yes: true })).queued).toContain(later);
  });

  it('waits for an Acked-by where a subsystem requires it: --yes is none', async () => {
    const { queued, left } = await ask([], { yes: true }, [BIN]);
    expect(queued).not.toContain(binary);
    expect(left).toContainEqual([binary, 'BIN wants an Acked-by first (ack-required)']);
    const acked = sketchReview({ commit: binary, answer: 'accept' });
    expect((await ask([acked], { yes: true }, [BIN])).queued).toContain(binary);
  });
});

describe('a queue for quilt', () => {
  it('is a folder of patches in order with a series file, which git makes the same tree of', async () => {
    const folder = join(root, 'quilt');
    const answer = await run({ target: { kind: 'quilt', folder } });
    const series = readFileSync(join(folder, 'series'), 'utf8').trim().split('\n');
    expect(series).toEqual(['a-prepare.patch', 'a-twenty.patch', 'bin-more.patch']);
    expect(answer.queued.map(({ file }) => file)).toEqual(series);
    repo.git(['checkout', '-q', '--detach', tip]);
    repo.git(['am', '-q', ...series.map((name) => join(folder, name))]);
    expect(repo.git(['rev-parse', 'HEAD^{tree}'])).toBe(repo.git(['rev-parse', 'queue-1.0^{tree}']));
    expect(show('HEAD~2', '%an <%ae> %at')).toBe(show(early, '%an <%ae> %at'));
    repo.git(['checkout', '-q', 'main']);
    expect(existsSync(join(folder, '.autosel'))).toBe(true);
  });
});

describe('the file of a selection', () => {
  it.each(['', '{}', '{"range": "x", "series": [{"branch": "b", "tip": "--output=x", "commits": [], "adapt": []}]}'])(
    'is refused where it is none: %s',
    (text) => {
      expect(() => parseSelection(text, 'file')).toThrow(/file is no selection/);
    },
  );

  it('has something for the branch, or says for which', async () => {
    await expect(run({ branch: 'other', target: { kind: 'quilt', folder: join(root, 'q2') } })).rejects.toThrow(
      /has nothing for other; it has something for: stable-1.0/,
    );
  });
});
