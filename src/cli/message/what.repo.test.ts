import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHOR, makeMessageProject, SIGN, type MessageProject } from '../../testing/message-project.ts';
import { runProgram } from '../program.ts';

let project: MessageProject;
beforeAll(async () => {
  project = await makeMessageProject(runProgram);
}, 180_000);
afterAll(() => project.repo.remove());

describe('what is named', () => {
  it('reads every patch of a mailed series, without its cover letter', async () => {
    const mail = (subject: string, patch: string): string =>
      `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: ${AUTHOR}\nDate: Mon, 6 Jan 2020 10:00:00 +0000\nSubject: ${subject}\n\nThe port fails without it.\n\n${SIGN}\n${patch}\n`;
    const patch =
      '---\ndiff --git a/drivers/net/alpha/main.c b/drivers/net/alpha/main.c\n--- a/drivers/net/alpha/main.c\n+++ b/drivers/net/alpha/main.c\n@@ -1 +1,2 @@\n int first_line;\n+int second_line;\n-- \n2.39.5\n';
    const series = project.write(
      [
        mail('[PATCH 0/2] net/alpha: Rings', ''),
        mail('[PATCH 1/2] net/alpha: Add a ring', patch),
        mail('[PATCH 2/2] net/alpha: Added another', patch),
      ].join(''),
      'series.mbox',
    );
    const { stdout, code } = await project.run(series);
    expect(stdout).toMatch(
      /series\.mbox#2 net\/alpha: Add a ring\nnothing that[^]*series\.mbox#3 net\/alpha: Added another/,
    );
    expect(code).toBe(5);
    const cover = project.write(mail('[PATCH 0/2] net/alpha: Rings', ''), 'cover.mbox');
    expect((await project.run(cover)).stderr).toContain('only a cover letter');
  });

  it('reads several files, as a shell names those of a series, and no files among commits', async () => {
    const files = ['0001.txt', '0002.txt'].map((name) =>
      project.write(`net/alpha: Add ${name}\n\nThe port fails without it.\n\n${SIGN}\n`, name),
    );
    const { stdout, code } = await project.run(...files, '--json');
    expect([code, stdout.match(/"name":"[^"]*0002.txt"/g)]).toEqual([0, [expect.any(String)]]);
    const mixed = await project.run(files[0], 'HEAD');
    expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringContaining('"HEAD" is no file here')]);
    expect((await project.run(...files, '--rewrite')).stderr).toContain('--rewrite takes one message: 2 files');
  });

  it('asks nothing of a merge, committed or under way', async () => {
    const { repo } = project;
    repo.git(['checkout', '--quiet', '-b', 'side', 'HEAD~1']);
    repo.commit({ message: 'net/beta: Add a side\n\nIt fails.\n', files: { side: '1' } });
    repo.git(['checkout', '--quiet', 'main']);
    repo.git(['merge', '--quiet', '--no-ff', '-m', 'Merge branch side', 'side']);
    const [made, written] = [await project.run('HEAD'), await project.run(project.write("Merge branch 'side'\n"))];
    repo.git(['reset', '--quiet', '--hard', 'HEAD~1']);
    expect([made.code, written.code]).toEqual([0, 0]);
    for (const { stdout } of [made, written]) expect(stdout).toContain('not looked at: the message of a merge');
  });

  it.each([
    ['bytes', '\x7fELF\0\0', 'bytes that are no text'],
    ['selection.json', '{"commits": []}', 'JSON'],
    ['lines.json', '{"a": 1}\n{"a": 2}\n', 'JSON'],
    ['page.html', '<!doctype html>\n<p>x', 'a page'],
    ['x.diff', 'diff --git a/x b/x\n', 'a diff alone'],
  ])('says of %s that it is no message', async (name, content, what) => {
    const { code, stdout, stderr } = await project.run(project.write(content, name));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`${what}.*and no message: name a commit, a range, a file`));
  });

  it('says all in the language, what was not looked at too, and one better subject once', async () => {
    const { stdout } = await project.run(
      project.write(`net/alpha: added a ring.\n\nThe port fails.\n\n${SIGN}\n`),
      '--lang',
      'de',
    );
    expect(stdout.split('\n').at(-2)).toBe(
      'nicht geprüft: die Dateien, denn nichts ist vorgemerkt (git add): Präfix und Fixes werden nicht mit ihnen verglichen',
    );
    expect(stdout.match(/net\/alpha: Add a ring$/gm)).toHaveLength(1);
  });

  it('lists the commits of which Fixes may mean one, with their days', async () => {
    const twin = 'net/alpha: Fix the queue setup';
    const { stdout } = await project.run(
      project.write(`net/alpha: Fix it all\n\nThe port fails.\n\nFixes: 00000000ffff ("${twin}")\n${SIGN}\n`),
      '--lang',
      'en',
    );
    expect(stdout).toMatch(
      /It cannot be told which commit Fixes means: no commit has the id 00000000ffff, and \d+ have this subject\./,
    );
    expect(stdout.match(/^ {6}[0-9a-f]{12} \("net\/alpha: Fix the queue setup"\), 2020-01-0\d$/gm)).toHaveLength(5);
    expect(stdout).toMatch(/^ {6}and \d+ more$/m);
  });
});
