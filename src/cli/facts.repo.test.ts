import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/cli.ts';
import { makeProject } from '../testing/stable-project.ts';
import type { Project } from '../testing/stable-project.ts';

const main = join(import.meta.dirname, 'main.ts');
let project: Project;
let store = '';

beforeAll(async () => {
  project = makeProject();
  store = join(dirname(project.dir), 'store');
  await runCli(['index', '--store', store], { cwd: project.dir });
});
afterAll(() => project.remove());

const lines = (stdout: string): { sha: string; branches: { name: string; affected: string; applies: string }[] }[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('facts', () => {
  it('prints one object a line, in the order asked, and the same from what it kept', async () => {
    const args = ['facts', 'main~4..main', '--json', '--onto', 'stable-1.0', '--store', store];
    const [cold, warm] = [await runCli(args, { cwd: project.dir }), await runCli(args, { cwd: project.dir })];
    expect(cold.stderr).toBe('');
    expect(lines(cold.stdout).map(({ sha }) => sha)).toEqual(project.mainline.slice(-4).toReversed());
    expect(lines(cold.stdout).map(({ branches }) => branches[0]?.applies)).toEqual([
      'clean',
      'already there',
      'clean',
      'already there',
    ]);
    expect(warm.stdout).toBe(cold.stdout);
  });

  it('names what is no commit, answers the others and ends with 3', () => {
    const input = `${project.mainline[7]}\nnonsense\n${project.mainline[8].slice(0, 12)} its subject\n`;
    let failed: { status?: number; stdout?: string; stderr?: string } = {};
    try {
      execFileSync(process.execPath, [main, 'facts', '--stdin', '--json', '--store', store, '--repo', project.dir], {
        input,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      failed = error as typeof failed;
    }
    expect(failed.status).toBe(3);
    expect(failed.stderr).toMatch(/"nonsense": there is no such commit/);
    expect(lines(failed.stdout ?? '').map(({ sha }) => sha)).toEqual([project.mainline[7], project.mainline[8]]);
  });

  it('wants a range or stdin, not both and not neither', async () => {
    const { code, stderr } = await runCli(['facts', '--store', store], { cwd: project.dir });
    expect(code).toBe(2);
    expect(stderr).toContain('name a range, or give --stdin');
  });
});
