import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples } from '../testing/messages.ts';
import { startFakeModelServer } from '../testing/model-server.ts';
import { makeRepo, type TestRepo } from '../testing/repo.ts';
import { runProgram } from './program.ts';

const AUTHOR = 'Anna Author <anna@example.org>';
const SIGN = `Signed-off-by: ${AUTHOR}`;
let repo: TestRepo;
let leak = '';

/** A project whose latest messages are those of the made-up one, and a function with a fault in a commit of its own. */
beforeAll(async () => {
  repo = makeRepo();
  repo.git(['config', 'user.name', 'Anna Author']);
  repo.git(['config', 'user.email', 'anna@example.org']);
  const first = `net/alpha: Add the driver\n\nThe port needs one.\n\n${SIGN}\n`;
  const main = 'drivers/net/alpha/main.c';
  repo.git(['fast-import', '--quiet'], {
    input: [
      { message: first, path: main, content: 'int first_line;\n' },
      ...makeSamples('linked', 120).map(({ subject, body, paths }, at) => ({
        ...{
          message: `${subject}\n\n${body}`,
          path: paths[0].replace('main', 'other'),
          content: `int value = ${at};\n`,
        },
      })),
    ]
      .map(renderImport)
      .join(''),
  });
  repo.git(['reset', '--quiet', '--hard']);
  leak = repo.commit({
    message: `net/alpha: Add a ring of descriptors\n\nThe port fails without it.\n\n${SIGN}\n`,
    files: { [main]: 'int first_line;\nint setup_ring(void)\n{\n\treturn allocate_ring(64);\n}\n' },
    author: AUTHOR,
  });
  const note = `net/beta: Add a note\n\nIt fails.\n\n${SIGN}\n`;
  repo.commit({ message: note, files: { 'drivers/net/beta/main.c': 'int beta;\n' }, author: AUTHOR });
  // Loaded once, before the clock of a test runs.
  await Promise.all([import('../run/index.ts'), import('./render/index.ts'), import('./message/index.ts')]);
}, 180_000);

const renderImport = (
  commit: { readonly message: string; readonly path: string; readonly content: string },
  at: number,
): string =>
  [
    'commit refs/heads/main',
    ...['author', 'committer'].map((role) => `${role} ${AUTHOR} ${1_577_840_400 + at * 60} +0000`),
    `data ${Buffer.byteLength(commit.message)}\n${commit.message}`,
    `M 100644 inline ${commit.path}`,
    `data ${Buffer.byteLength(commit.content)}\n${commit.content}\n`,
  ].join('\n');
afterAll(() => repo.remove());

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** In this process: a dozen calls would otherwise each start a program. */
async function run(...args: readonly string[]): Promise<End> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const env = { AUTOSEL_STORE: join(dirname(repo.dir), 'stores') };
  const surroundings = { columns: undefined, errorColumns: undefined, signal: new AbortController().signal };
  const terminal = { stdout, stderr, env, cwd: repo.dir, ...surroundings };
  const code = await runProgram(['message', ...args, '--repo', repo.dir], { version: '0', terminal });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
const write = (content: string, name = 'draft.txt'): string => {
  const file = join(dirname(repo.dir), name);
  writeFileSync(file, content);
  return file;
};
const stageFix = (): void => {
  writeFileSync(
    join(repo.dir, 'drivers/net/alpha/main.c'),
    'int first_line;\nint setup_ring(void)\n{\n\treturn allocate_ring(128);\n}\n',
  );
  repo.git(['add', '.']);
};
const unstage = (): void => void repo.git(['reset', '--quiet', '--hard']);
const rulesOf = ({ stdout }: End): string[] =>
  (JSON.parse(stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);

describe('autosel message', () => {
  it('has nothing to say of a good commit, and ends with 0', async () => {
    const { stdout, code } = await run('HEAD~1');
    expect(stdout).toContain('nothing that a reviewer of this project would remark on');
    expect(code).toBe(0);
  });

  it('checks a range newest first, one line of JSON each', async () => {
    const { stdout } = await run('HEAD~3..HEAD', '--json');
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
    stageFix();
    const file = write('net/alpha: fixed ring of descriptors\n\nThe ring is too small, so the port fails.\n');
    const { stdout, code } = await run(file);
    expect(stdout).toContain(`Fixes: ${leak.slice(0, 12)} ("net/alpha: Add a ring of descriptors")`);
    expect(stdout).toContain('net/alpha: Fix ring of descriptors');
    expect(stdout).toContain(SIGN);
    expect(code).toBe(4);
    unstage();
  });

  it('says it in other languages from catalogues, and asks for a model only beyond', async () => {
    const file = write(`net/alpha: Added a ring.\n\nThe port fails without it.\n\n${SIGN}\n`);
    expect((await run(file, '--lang', 'de')).stdout).toContain('Befehlsform');
    expect((await run(file, '--lang', 'zh_CN')).stdout).toContain('祈使语气');
    const other = await run(file, '--lang', 'fr');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('there are sentences in de, en, es, hi, zh'),
    ]);
  });

  it('reads a mailed patch without the marks of mail', async () => {
    const mail = write(
      `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: ${AUTHOR}\nDate: Mon, 6 Jan 2020 10:00:00 +0000\nSubject: [PATCH v2 1/2] net/alpha: Added a ring\n\nThe port fails without it.\n\n${SIGN}\n---\nv2: rebased\n\n drivers/net/alpha/main.c | 1 +\n\ndiff --git a/drivers/net/alpha/main.c b/drivers/net/alpha/main.c\nindex 0000000..1111111 100644\n--- a/drivers/net/alpha/main.c\n+++ b/drivers/net/alpha/main.c\n@@ -1 +1,2 @@\n int first_line;\n+int second_line;\n-- \n2.39.5\n`,
      '0001.patch',
    );
    expect(rulesOf(await run(mail, '--json'))).toEqual(['subject-mood']);
  });

  it('refuses what is neither a commit nor a file', async () => {
    const { code, stderr } = await run('nowhere');
    expect([code, stderr]).toEqual([2, expect.stringContaining('"nowhere" is neither a commit of')]);
  });
});

describe('the hooks', () => {
  const install = (name: string, line: string): void => {
    const file = join(repo.dir, '.git/hooks', name);
    writeFileSync(file, `#!/bin/sh\n${line}\n`);
    chmodSync(file, 0o755);
  };
  const autosel = `AUTOSEL_STORE=stores exec '${process.execPath}' '${join(import.meta.dirname, 'main.ts')}' message`;
  const commit = (...args: readonly string[]): { readonly code: number; readonly said: string } => {
    try {
      execFileSync('git', ['commit', ...args], {
        cwd: repo.dir,
        env: {
          PATH: process.env['PATH'],
          HOME: dirname(repo.dir),
          GIT_EDITOR: 'cat "$1" > "$SEEN"; true',
          SEEN: join(dirname(repo.dir), 'seen'),
        },
        stdio: 'pipe',
      });
      return { code: 0, said: '' };
    } catch (error) {
      return { code: 1, said: String((error as { stderr?: Buffer }).stderr) };
    }
  };

  it('commit-msg stops an error, says why, and lets a good message pass', () => {
    install('commit-msg', `${autosel} --hook commit-msg "$1"`);
    stageFix();
    const refused = commit('-m', 'net/alpha: Use a larger ring\n\nThe port fails with the small one.');
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('signed-off-missing') });
    expect(commit('-s', '-m', 'net/alpha: Use a larger ring\n\nThe port fails with the small one.')).toEqual({
      code: 0,
      said: '',
    });
    execFileSync('rm', [join(repo.dir, '.git/hooks/commit-msg')]);
    repo.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  }, 300_000);

  it('prepare-commit-msg tells the person who edits, in comments alone', () => {
    install('prepare-commit-msg', `${autosel} --hook prepare-commit-msg "$@"`);
    stageFix();
    commit('-e', '--allow-empty-message');
    const seen = readFileSync(join(dirname(repo.dir), 'seen'), 'utf8');
    expect(seen).toContain('# autosel: subjects have at most');
    expect(seen).toContain(`# autosel: if this is a fix, the lines are from: Fixes: ${leak.slice(0, 12)}`);
    expect(seen.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
    execFileSync('rm', [join(repo.dir, '.git/hooks/prepare-commit-msg')]);
    repo.git(['reset', '--quiet', '--hard', leak]);
  }, 300_000);
});

describe('--rewrite', () => {
  const RAW = `net/alpha: Add ring\n\nThe port fail without it, it need 64 entry.\n\n${SIGN}\n`;
  const answer = (part: string) => ({
    say: '',
    calls: [{ name: 'rewritten_message', input: { subject: 'Add a ring', parts: [part] } }],
  });

  it('shows a difference, and writes the file only with --apply; what is invented is refused with 6', async () => {
    const server = await startFakeModelServer();
    const config = write(
      `[[models]]\nname = "m"\nkind = "openai-compatible"\nmodel = "x"\nurl = "${server.url}/v1"\nretries = 0\n`,
      'c.toml',
    );
    const file = write(RAW);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    const shown = await run(file, '--rewrite', '--config', config);
    expect(shown.stdout).toContain(
      '-The port fail without it, it need 64 entry.\n+The port fails without it; it needs 64 entries.',
    );
    expect(readFileSync(file, 'utf8')).toBe(RAW);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    expect((await run(file, '--rewrite', '--apply', '--config', config)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(
      `net/alpha: Add a ring\n\nThe port fails without it; it needs 64 entries.\n\n${SIGN}\n`,
    );
    const edited = write(
      `# template: say why\n${RAW}\n# Please enter\n# ---- >8 ----------------\ndiff --git a/x b/x\n`,
      'COMMIT_EDITMSG',
    );
    const link = `${edited}-link/COMMIT_EDITMSG`;
    mkdirSync(dirname(link));
    symlinkSync(edited, link);
    server.play(answer('The port fails without it; it needs 64 entries.'));
    expect((await run(link, '--rewrite', '--apply', '--config', config)).code).toBe(0);
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
    const refused = await run(file, '--rewrite', '--apply', '--config', config);
    expect([refused.code, refused.stderr]).toEqual([
      6,
      expect.stringContaining('part 1 stays as it is: invented "128"'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe(RAW);
    await server.close();
  });

  it('never changes a commit', async () => {
    const { code, stderr } = await run('HEAD', '--rewrite', '--apply');
    expect([code, stderr]).toEqual([2, expect.stringContaining('a commit is never changed')]);
  });
});
