import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../../testing/cli.ts';
import { makeRepo } from '../../testing/repo.ts';
import type { Audit, BranchesAnswer, Explanation } from '../index.ts';

const repo = makeRepo();
afterAll(() => repo.remove());

const short = (sha: string): string => sha.slice(0, 12);
const commit = (subject: string, file: string, text: string, body = ''): string =>
  repo.commit({ message: `${subject}\n\n${body}`, files: { [file]: text } });

for (let n = 0; n < 4; n += 1) commit(`part ${n}: begin`, `part${n}.c`, `int part = ${n};\n`);
repo.tag('v1.0');
const plain = Array.from({ length: 12 }, (_, n) =>
  commit(`part ${n}: fix the count`, `new${n}.c`, `int count = ${n};\n`),
);
const broken = commit('core: rework the lock', 'core.c', 'lock();\nwork();\nlock();\n');
const fix = commit(
  'core: unlock at the end',
  'core.c',
  'lock();\nwork();\nunlock();\n',
  `Fixes: ${short(broken)} ("core: rework the lock")\n`,
);
const bad = commit('core: be faster', 'fast.c', 'fast();\n');
const revert = commit('Revert "core: be faster"', 'fast.c', '', `This reverts commit ${bad}.\n`);
const hidden = commit('core: begin with two', 'two.c', 'int two = 1;\n');
const squashed = commit(
  'core: two is two',
  'two.c',
  'int two = 2;\n',
  `Fixes: ${short(hidden)} ("core: begin with two")\n`,
);
repo.branch('stable-1.0', 'v1.0');
for (const sha of plain) repo.pick(sha);
repo.pick(broken);
repo.pick(bad);
repo.pick(hidden);
repo.commit({ message: 'two: by other means\n', files: { 'two.c': 'int two = 2;\n', 'more.c': 'more();\n' } });
const lost = repo.commit({
  message: `part 1: of elsewhere\n\n(cherry picked from commit ${'0123456789'.repeat(4)})\n`,
  files: { 'else.c': 'else();\n' },
});
repo.branch('next', 'main');
const coming = commit(
  'core: unlock once',
  'core.c',
  'lock();\nwork();\n',
  `Fixes: ${short(fix)} ("core: unlock at the end")\n`,
);
repo.branch('main');

const cwd = repo.dir;
const store = join(cwd, '..', 'store');
const named = ['--mainline', 'main', '--stable', 'stable-1.0', '--store', store];

async function ask<Answer>(...args: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await runCli([...args, '--json', ...named], { cwd });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Answer;
}

describe('audit', () => {
  it('finds the missing fix, the revert and the lost reference, and sees what is there by content', async () => {
    const audit = await ask<Audit>('audit', 'stable-1.0');
    expect(audit.findings.map(({ kind, commit: { sha }, taken }) => [kind, sha, taken?.sha])).toEqual([
      ['reverted upstream', revert, bad],
      ['missing fix', fix, broken],
    ]);
    expect(audit.refuted).toEqual([{ sha: squashed, subject: 'core: two is two', why: 'there by content' }]);
    expect(audit.unknownUpstream.map(({ sha }) => sha)).toEqual([lost]);
    for (const { commands } of audit.findings) expect(repo.git(commands.at(-1)!.split(' ').slice(1))).toBe('');
  });

  it('is a table for people, with commands, and ends well', async () => {
    const { code, stdout } = await runCli(['audit', 'stable-1.0', ...named], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`git show -s ${short(fix)}`);
    expect(stdout).toMatch(/1 reverted upstream, 1 missing fix, 0 gap/);
  });

  it('as of an earlier day does not know what came later', async () => {
    const day = repo.git(['log', '-1', '--format=@%ct', plain[0] ?? '']);
    expect((await ask<Audit>('audit', 'stable-1.0', '--as-of', day)).findings).toEqual([]);
  });

  it('refuses a name that fits no branch', async () => {
    const { code, stderr } = await runCli(['audit', 'stable-9', ...named], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('no stable branch "stable-9"')]);
  });
});

describe('branches', () => {
  it('tells of each branch what it took last and what it lacks', async () => {
    const { branches } = await ask<BranchesAnswer>('branches', '--onto', 'stable-1.0');
    expect(branches).toHaveLength(1);
    expect(branches[0]).toMatchObject({
      name: 'stable-1.0',
      picks90: 15,
      lastPick: { subject: 'core: begin with two' },
    });
    expect(branches[0]?.standing.kind).toBe('live');
    const listed = ['proposed', 'tagged', 'adapt', 'unsure', 'waiting'] as const;
    const lists = listed.reduce((sum, list) => sum + (branches[0]?.[list].length ?? 0), 0);
    const rest = branches[0]?.notProposed.reduce((sum, { count }) => sum + count, 0) ?? 0;
    expect(lists + rest).toBe(Number(repo.git(['rev-list', '--count', '--no-merges', 'main'])));
    expect(branches[0]?.missing.map(({ commit: { sha } }) => sha)).toEqual([revert, fix]);
  });
});

describe('incoming commits', () => {
  it('are facts where their branch is named, and hold the commit back', async () => {
    const without = await ask<Explanation>('explain', fix);
    const facts = (answer: Explanation) => answer.commit.facts.filter(({ kind }) => kind === 'follow-up');
    expect(facts(without)).toEqual([]);
    const seen = await ask<Explanation>('explain', fix, '--incoming', 'ne*');
    expect(facts(seen).map(({ says }) => says)).toEqual([
      expect.stringContaining(`Repair on its way: ${short(coming)}`),
    ]);
    expect(seen.commit.branches.map(({ answer, says }) => [answer, says])).toEqual([['hold', 'hold: fix pending']]);
  });

  it('are not known before their day', async () => {
    const day = repo.git(['log', '-1', '--format=@%ct', 'main']);
    const { commit: told } = await ask<Explanation>('explain', fix, '--incoming', 'next', '--as-of', day);
    expect(told.facts.filter(({ kind }) => kind === 'follow-up')).toEqual([]);
  });

  it('must be on a branch that exists', async () => {
    const { code, stderr } = await runCli(['explain', fix, '--incoming', 'nowhere', ...named], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('no branch "nowhere"')]);
  });
});
