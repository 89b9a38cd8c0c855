import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/cli.ts';
import { makeProject, type Project } from '../testing/stable-project.ts';

let project: Project;
let store = '';

beforeAll(async () => {
  project = makeProject();
  store = join(dirname(project.dir), 'store');
  await runCli(['index', '--store', store], { cwd: project.dir });
});
afterAll(() => project.remove());

function check(text: string, ...args: readonly string[]) {
  const file = join(dirname(project.dir), 'explanation.txt');
  writeFileSync(file, text);
  return runCli(['check-text', file, '--store', store, ...args], { cwd: project.dir });
}

describe('check-text', () => {
  it('reads what stands on stdin for -', async () => {
    const args = ['check-text', '-', '--store', store, '--commit', project.mainline[7]];
    const { code, stdout } = await runCli(args, { cwd: project.dir, input: 'It adds 5 lines.' });
    expect(stdout).toContain('1 wrong');
    expect(code).toBe(3);
  });

  it('puts what is wrong first and ends with 3', async () => {
    const [sha, other] = [project.mainline[7], project.mainline[8]];
    const text = `It adds 1 line.\n\n- It follows ${other.slice(0, 12)} ("part 9: change the number").\n\n- part7.c:1 reads \`int part = 7;\`.\n\n- Think of v9.9.`;
    const { code, stdout, stderr } = await check(text, '--commit', sha.slice(0, 10));
    expect(stderr).toBe('');
    expect(stdout).toContain('1 wrong, 0 could not be told, 3 right, 1 not checked');
    expect(stdout).toContain('not checked\n  Think of v9.9.  (a version or branch)\n');
    expect(stdout.indexOf('the subject of')).toBeLessThan(stdout.indexOf('int part = 7;'));
    expect(code).toBe(3);
  });

  it('tells a branch that has it from one that does not, and ends with 0 when nothing is wrong', async () => {
    const [taken, left] = [project.mainline[8], project.mainline[9]];
    const there = await check(
      'This commit is already in stable-1.0.',
      '--commit',
      taken,
      '--onto',
      'stable-1.0',
      '--json',
    );
    expect(JSON.parse(there.stdout)).toMatchObject({ sha: taken, counts: { wrong: 0, right: 1 } });
    expect(there.code).toBe(0);
    const missing = await check('This commit is already in stable-1.0.', '--commit', left, '--json');
    expect(JSON.parse(missing.stdout)).toMatchObject({ checks: [{ kind: 'branch', result: 'wrong' }] });
    const clean = await check('It applies cleanly to stable-1.0.', '--commit', left, '--onto', 'stable-1.0', '--json');
    expect(JSON.parse(clean.stdout)).toMatchObject({ checks: [{ kind: 'branch', result: 'right' }] });
  });

  it('refuses a file that is not there', async () => {
    const { code, stderr } = await runCli(['check-text', 'nowhere.txt', '--commit', 'main', '--store', store], {
      cwd: project.dir,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('"nowhere.txt" cannot be read')]);
  });
});
