import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answers.ts';
import { makeRepo } from '../testing/repo.ts';
import { sketchSelection } from '../testing/selection.ts';
import type { BranchAnswer } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import { loadHistory, openStore } from '../history/index.ts';
import { runIndex } from './indexing/index-history.ts';
import { readPlaces } from './mainline-order.ts';
import { planSeries } from './series.ts';
import type { SelectedCommit, Selection } from './types.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import { writeSelection, type WrittenFile } from './write-selection.ts';

const BRANCH = 'stable/1.0';
const lines = (changed: Readonly<Record<number, string>>): string =>
  Array.from({ length: 40 }, (_, at) => `${changed[at + 1] ?? `line ${at + 1}`}\n`).join('');

const repo = makeRepo();
afterAll(() => repo.remove());
const second = repo.commit({ message: 'base', files: { 'a.c': lines({}), 'b.c': 'b\n' } });
repo.tag('v1.0');
const when = 1_600_000_000;
const at = (message: string, files: Readonly<Record<string, string>>, time?: number): Sha =>
  repo.commit({ message, files, ...(time === undefined ? {} : { time }) });
/** A series that came within one second, as `git am` makes it: the ids do not tell the order. */
const run = Array.from({ length: 6 }, (_, n) => at(`part ${n}`, { 'b.c': 'b\n'.repeat(n + 2) }, when));
const ten = at('a: ten', { 'a.c': lines({ 10: 'ten' }) }, when + 10);
const early = at('a: prepare', { 'a.c': lines({ 10: 'ten', 20: 'early' }) });
const later = at('a: twenty', { 'a.c': lines({ 10: 'ten', 20: 'twenty' }) });
const lone = at('c: begin', { 'c.c': 'c\n' });
const noted = at('d: mend', { 'd.c': 'd\n', NEWS: 'of mainline\n' });
const clash = at('a: other', { 'a.c': lines({ 8: 'eight', 10: 'ten', 20: 'twenty' }) });
repo.branch(BRANCH, 'v1.0');
const tip = at(
  'own lines',
  {
    'a.c': lines({ 8: 'EIGHT' }),
    NEWS: 'own\n',
    Makefile: '# x\nVERSION = 6\nPATCHLEVEL = 16\nSUBLEVEL = 1\nEXTRAVERSION =\n',
  },
  when + 20,
);
repo.branch('main');

const answer = (sha: Sha, given: Partial<BranchAnswer> = {}): SelectedCommit => ({
  ...sketchSelection({ lanes: { proposal: 1 } }).commits[0],
  sha,
  branches: [{ ...answerOf(BRANCH, 'take'), ...given }],
});

let workspace: Workspace;
const root = dirname(repo.dir);
beforeAll(async () => {
  const quiet = { progress: () => {}, note: () => {}, signal: new AbortController().signal };
  const place = { repo: repo.dir, store: join(root, 'store'), mainline: 'main', stable: [BRANCH] };
  workspace = await openWorkspace({ ...quiet, ...place, env: {}, platform: 'linux', home: root });
  await runIndex(workspace, { rebuild: false });
});
afterAll(() => workspace.close());

async function write(folder: string, proposals: readonly SelectedCommit[]): Promise<readonly WrittenFile[]> {
  const store = await openStore({ folder: workspace.storeFolder, mode: 'read' });
  const places = await readPlaces(
    workspace.repository,
    await loadHistory(store),
    repo.git(['rev-list', 'main']).split('\n') as Sha[],
  );
  await store.close();
  const series = planSeries({ branch: BRANCH, tip, proposals, placeOf: (sha) => places.get(sha) ?? Infinity });
  const selection: Selection = {
    ...sketchSelection({ lanes: {} }),
    onto: [BRANCH],
    commits: proposals,
    series: [series],
  };
  return writeSelection(workspace, { selection, folder, version: '0' });
}

/** Subjects behind the tip after `git am -3` of the whole file. */
function apply(file: string): string[] {
  repo.git(['checkout', '-q', '--detach', tip]);
  repo.git(['am', '-q', '-3'], { input: readFileSync(file) });
  return repo.git(['log', '--reverse', '--format=%s', `${tip}..HEAD`]).split('\n');
}

describe('the mails of one branch', () => {
  it('apply to it from the first to the last with git am, in the order of mainline, prerequisites first', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const proposals = [
      answer(later, { answer: 'take with prerequisites', prerequisites: [early] }),
      ...run.toReversed().map((sha) => answer(sha)),
      answer(ten),
    ];
    const files = await write(folder, proposals);
    const file = files.find(({ path }) => path.endsWith('for-stable-1.0.mbox'));
    expect(file?.contents).toEqual({ says: '9 mails, 1 prerequisite among them', leftOut: [] });
    const parts = run.map((_, n) => `part ${n}`);
    expect(apply(file?.path ?? '')).toEqual([...parts, 'a: ten', 'a: prepare', 'a: twenty']);
    expect(repo.git(['show', 'HEAD:a.c'])).toBe(lines({ 8: 'EIGHT', 10: 'ten', 20: 'twenty' }).trim());
    const text = readFileSync(file?.path ?? '', 'utf8');
    expect(text).toContain('Subject: [PATCH AUTOSEL 1.0 8/9] a: prepare');
    expect(text).toContain(`Prerequisite: not proposed for its own sake`);
    expect(text).toMatch(/the diff is not line by line that of mainline/);
  });

  it('leave out what does not apply and what came only for its sake, and say so', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const files = await write(folder, [answer(lone), answer(clash, { prerequisites: [early] })]);
    const file = files.find(({ contents }) => contents !== undefined);
    expect(file?.contents).toMatchObject({
      says: '1 mail',
      leftOut: [`${clash.slice(0, 12)} ("a: other"): conflicts behind the others in a.c`],
    });
    expect(apply(file?.path ?? '')).toEqual(['c: begin']);
  });

  it('leave the side files of the branch as they are, where a commit conflicts in them alone', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const files = await write(folder, [answer(noted, { applies: 'conflicts', without: ['NEWS'] })]);
    const file = files.find(({ contents }) => contents !== undefined);
    expect(file?.contents).toEqual({ says: '1 mail', leftOut: [] });
    expect(apply(file?.path ?? '')).toEqual(['d: mend']);
    expect(repo.git(['show', 'HEAD:NEWS'])).toBe('own');
    const proposal = readFileSync(join(folder, 'proposals.mbox'), 'utf8');
    expect(proposal).not.toContain('+of mainline');
    expect(proposal.replace(/\s+/g, ' ')).toContain(`without the change of ${noted.slice(0, 12)} to NEWS.`);
    const strict = await write(folder, [answer(noted)]);
    expect(strict.every(({ contents }) => contents === undefined)).toBe(true);
  });

  it('name a bot as their sender, the run, and the release of a kernel tree that they were made for', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const files = await write(folder, [answer(lone)]);
    const text = readFileSync(files.find(({ contents }) => contents !== undefined)?.path ?? '', 'utf8');
    expect(text).toMatch(/^From: autosel <autosel@localhost>$/m);
    expect(text).toMatch(/^X-AUTOSEL-Run: [0-9a-f]{8}$/m);
    expect(text).toMatch(/^X-stable-base: Linux 6\.16\.1$/m);
  });

  it('of an earlier call do not stay where the branch gets nothing any more', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    await write(folder, [answer(lone)]);
    expect(existsSync(join(folder, 'for-stable-1.0.mbox'))).toBe(true);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await write(folder, [answer(second, { answer: 'adapt' })]);
    expect(existsSync(join(folder, 'for-stable-1.0.mbox'))).toBe(false);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  });
});

describe('mails about tagged commits that do not apply', () => {
  const tagged = (sha: Sha, given: Partial<BranchAnswer>): SelectedCommit => ({
    ...answer(sha, { answer: 'adapt', why: 'it conflicts in a.c', ...given }),
    lane: 'tagged for stable',
  });

  it('are written for those alone that a branch needs and cannot take, and go away with them', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    await write(folder, [answer(lone), tagged(clash, {}), tagged(ten, { answer: 'take' })]);
    const text = readFileSync(join(folder, 'failures.mbox'), 'utf8');
    expect(text.match(/^Subject: .*/gm)).toEqual(['Subject: FAILED: patch "a: other" failed to apply to 1.0']);
    expect(text).toContain('X-AUTOSEL-Decision: failure\n');
    expect(text).toContain(`\n  $ git checkout -b mend-${clash.slice(0, 12)} ${BRANCH} && git cherry-pick -x`);
    expect(text).toContain('\n  touches a.c\n');
    await write(folder, [answer(lone)]);
    expect(existsSync(join(folder, 'failures.mbox'))).toBe(false);
  });
});
