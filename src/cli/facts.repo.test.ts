import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/cli.ts';
import { PATCH_TEXT, writeMbox } from '../testing/mails.ts';
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

  it('keeps what it looked at where the index is not brought up to date', async () => {
    const other = join(dirname(project.dir), 'kept');
    cpSync(store, other, { recursive: true });
    const args = ['facts', 'main~14..main~4', '--json', '--onto', 'stable-1.0', '--no-update', '--store', other];
    const cold = await runCli(args, { cwd: project.dir });
    const kept = readObservations(other);
    expect(kept.length).toBeGreaterThan(readObservations(store).length);
    expect((await runCli(args, { cwd: project.dir })).stdout).toBe(cold.stdout);
    expect(readObservations(other)).toEqual(kept);
  });

  it('reads new list mail before it answers', async () => {
    const inbox = join(dirname(project.dir), 'list.mbox');
    const subject = project.git(['log', '-1', '--format=%s', 'main']);
    const from = 'Test Person <person@example.org>';
    const at = '2020-01-01 00:00';
    writeFileSync(
      inbox,
      writeMbox([
        { id: 'p@x', subject: `[PATCH] ${subject}`, text: PATCH_TEXT, from, at },
        { id: 'r@x', subject: `Re: [PATCH] ${subject}`, answers: 'p@x', text: 'NAK, wrong lock.\n', at },
      ]),
    );
    const args = ['facts', 'main~1..main', '--json', '--inbox', inbox, '--store', store];
    const { stdout, stderr } = await runCli(args, { cwd: project.dir });
    expect(stderr).toBe('');
    expect(stdout).toContain('NAK, wrong lock.');
  });

  it('leaves every file of the repository as it was', async () => {
    project.git(['gc', '--quiet']);
    const before = hashFolder(project.dir);
    const fresh = join(dirname(project.dir), 'fresh');
    const { code } = await runCli(['facts', 'main~6..main', '--json', '--store', fresh], { cwd: project.dir });
    expect(code).toBe(0);
    expect(before.some((line) => line.includes('.pack '))).toBe(true);
    expect(hashFolder(project.dir)).toEqual(before);
  });

  it('says unknown where an object is missing, and answers all the same', async () => {
    const broken = makeProject();
    try {
      broken.branch('stable-1.0');
      broken.commit({ message: 'own way', files: { 'part3.c': 'int part = -3;\n' } });
      broken.branch('main');
      const sha = broken.commit({ message: 'part: mend it', files: { 'part3.c': 'int part = 33;\n' } });
      broken.commit({ message: 'part: one more', files: { 'part4.c': 'int part = 44;\n' } });
      const other = join(dirname(broken.dir), 'store');
      await runCli(['index', '--store', other], { cwd: broken.dir });
      const blob = broken.git(['diff-tree', '-r', '--no-commit-id', '--abbrev=40', sha]).split(' ')[3];
      rmSync(join(broken.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
      const { code, stdout } = await runCli(
        ['facts', 'main~4..main', '--json', '--onto', 'stable-1.0', '--store', other],
        { cwd: broken.dir },
      );
      expect(code).toBe(0);
      const answers = lines(stdout);
      expect(answers.map(({ branches }) => branches[0]?.applies)).toEqual([
        'clean',
        'unknown',
        'clean',
        'already there',
      ]);
      expect(answers[1]?.branches[0]).toMatchObject({ why: expect.stringContaining(blob) });
    } finally {
      broken.remove();
    }
  });
});

/** Names and sizes of what a store keeps of looks at branches. */
function readObservations(folder: string): unknown[] {
  const database = new DatabaseSync(join(folder, 'autosel.sqlite'), { readOnly: true });
  const rows = database
    .prepare(
      "select name, sum(length(bytes)) as size from blobs where name like 'observations/%' group by name order by name",
    )
    .all();
  database.close();
  return rows.map((row) => ({ ...row }));
}

/** Every file under a folder with the hash of its content. */
const hashFolder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash('sha1').update(readFileSync(path)).digest('hex')}`)
    .toSorted();
