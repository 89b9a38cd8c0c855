import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHOR, makeMessageProject, SIGN, type End, type MessageProject } from '../testing/message-project.ts';
import { startFakeModelServer } from '../testing/model-server.ts';
import { runProgram } from './program.ts';

let project: MessageProject;
beforeAll(async () => {
  project = await makeMessageProject(runProgram);
}, 180_000);
afterAll(() => project.repo.remove());

const rulesOf = ({ stdout }: End): string[] =>
  (JSON.parse(stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);

describe('autosel message', () => {
  it('has nothing to say of a good commit, and ends with 0', async () => {
    const { stdout, code } = await project.run('HEAD~1');
    expect(stdout).toContain('nothing that a reviewer of this project would remark on');
    expect(code).toBe(0);
  });

  it('checks a range newest first, one line of JSON each', async () => {
    const { stdout } = await project.run('HEAD~3..HEAD', '--json');
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { subject: string });
    expect(said.map(({ subject }) => subject).slice(0, 2)).toEqual([
      'net/beta: Add a note',
      'net/alpha: Add a ring of descriptors',
    ]);
  });

  it('finds who made the lines that a staged fix changes, and ends with 4 for errors', async () => {
    project.stageFix();
    const file = project.write('net/alpha: fixed ring of descriptors\n\nThe ring is too small, so the port fails.\n');
    const { stdout, code } = await project.run(file);
    expect(stdout).toContain(`Fixes: ${project.leak.slice(0, 12)} ("net/alpha: Add a ring of descriptors")`);
    expect(stdout).toContain('net/alpha: Fix ring of descriptors');
    expect(stdout).toContain(SIGN);
    expect(code).toBe(4);
    project.unstage();
  });

  it('says it in other languages from catalogues, and asks for a model only beyond', async () => {
    const file = project.write(`net/alpha: Added a ring.\n\nThe port fails without it.\n\n${SIGN}\n`);
    expect((await project.run(file, '--lang', 'de')).stdout).toContain('Befehlsform');
    expect((await project.run(file, '--lang', 'zh_CN')).stdout).toContain('祈使语气');
    const other = await project.run(file, '--lang', 'fr');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('there are sentences in de, en, es, hi, zh'),
    ]);
  });

  it('reads a mailed patch without the marks of mail', async () => {
    const mail = project.write(
      `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: ${AUTHOR}\nDate: Mon, 6 Jan 2020 10:00:00 +0000\nSubject: [PATCH v2 1/2] net/alpha: Added a ring\n\nThe port fails without it.\n\n${SIGN}\n---\nv2: rebased\n\n drivers/net/alpha/main.c | 1 +\n\ndiff --git a/drivers/net/alpha/main.c b/drivers/net/alpha/main.c\nindex 0000000..1111111 100644\n--- a/drivers/net/alpha/main.c\n+++ b/drivers/net/alpha/main.c\n@@ -1 +1,2 @@\n int first_line;\n+int second_line;\n-- \n2.39.5\n`,
      '0001.patch',
    );
    expect(rulesOf(await project.run(mail, '--json'))).toEqual(['subject-mood']);
  });

  it('refuses what is neither a commit nor a file', async () => {
    const { code, stderr } = await project.run('nowhere');
    expect([code, stderr]).toEqual([2, expect.stringContaining('"nowhere" is neither a commit of')]);
  });
});

describe('--rewrite', () => {
  const RAW = `net/alpha: Add ring\n\nThe port fail without it, it need 64 entry.\n\n${SIGN}\n`;
  const answer = (part: string) => ({
    say: '',
    calls: [{ name: 'rewritten_message', input: { subject: 'Add a ring', parts: [part] } }],
  });

  it('shows a difference, and writes the file only with --apply; what is invented is refused with 6', async () => {
    const server = await startFakeModelServer();
    const config = project.write(
      `[[models]]\nname = "m"\nkind = "openai-compatible"\nmodel = "x"\nurl = "${server.url}/v1"\nretries = 0\n`,
      'c.toml',
    );
    const file = project.write(RAW);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    const shown = await project.run(file, '--rewrite', '--config', config);
    expect(shown.stdout).toContain(
      '-The port fail without it, it need 64 entry.\n+The port fails without it; it needs 64 entries.',
    );
    expect(readFileSync(file, 'utf8')).toBe(RAW);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    expect((await project.run(file, '--rewrite', '--apply', '--config', config)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(
      `net/alpha: Add a ring\n\nThe port fails without it; it needs 64 entries.\n\n${SIGN}\n`,
    );
    const edited = project.write(
      `# template: say why\n${RAW}\n# Please enter\n# ---- >8 ----------------\ndiff --git a/x b/x\n`,
      'COMMIT_EDITMSG',
    );
    const link = `${edited}-link/COMMIT_EDITMSG`;
    mkdirSync(dirname(link));
    symlinkSync(edited, link);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    expect((await project.run(link, '--rewrite', '--apply', '--config', config)).code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(edited, 'utf8')).toBe(
      `net/alpha: Add a ring\n\nThe port fails without it; it needs 64 entries.\n\n${SIGN}\n\n` +
        '# template: say why\n# Please enter\n# ---- >8 ----------------\ndiff --git a/x b/x\n',
    );
    const invented = {
      say: '',
      calls: [
        {
          name: 'rewritten_message',
          input: { subject: 'Add ring', parts: ['The port fails without it, it needs 128 entries.'] },
        },
      ],
    };
    writeFileSync(file, RAW);
    server.play(invented, invented, invented);
    const refused = await project.run(file, '--rewrite', '--apply', '--config', config);
    expect([refused.code, refused.stderr]).toEqual([
      6,
      expect.stringContaining('part 1 stays as it is: invented "128"'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe(RAW);
    await server.close();
  });

  it('never changes a commit', async () => {
    const { code, stderr } = await project.run('HEAD', '--rewrite', '--apply');
    expect([code, stderr]).toEqual([2, expect.stringContaining('a commit is never changed')]);
  });
});
