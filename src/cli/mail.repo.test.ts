import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sketchDiff } from '../testing/changes.ts';
import { runCli } from '../testing/cli.ts';
import { makeFolder } from '../testing/repo.ts';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ID = '1234567890abcdef1234567890abcdef12345678';
const mail = (subject: string, text: string): string =>
  `From: Sam <sam@example.org>\nSubject: ${subject}\nMessage-ID: <1@example.org>\n\n${text}`;
const patch = mail(
  '[PATCH AUTOSEL 6.16-6.1] a: fix it',
  `From: Ada <ada@example.org>\n\n[ Upstream commit ${ID} ]\n\nIt crashes.\n---\n\nBecause.\n\n${sketchDiff([{ path: 'a.c', lines: ['-x', '+y'] }])}-- \n2.50\n`,
);
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const parse = (...args: string[]) => runCli(['mail', 'parse', ...args], { cwd: folder });

describe('autosel mail parse', () => {
  it('prints a line of JSON for each mail of each file', async () => {
    const separator = 'From x Mon Sep 17 00:00:00 2001\n';
    const answer = mail('Re: [PATCH AUTOSEL 6.16-6.1] a: fix it', 'drop\n');
    write('two.mbox', `${separator}${patch}\n${separator}${answer}\n`);
    write('one.eml', patch);
    const { code, stdout, stderr } = await parse('two.mbox', 'one.eml', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        file: 'two.mbox',
        number: 1,
        kind: 'patch mail',
        mark: { versions: { newest: '6.16', oldest: '6.1' } },
        upstream: { id: ID },
        author: { name: 'Ada', email: 'ada@example.org' },
        message: 'It crashes.',
        explanation: 'Because.',
        paths: ['a.c'],
      },
      { file: 'two.mbox', number: 2, kind: 'no patch mail', code: 'answer' },
      { file: 'one.eml', number: 1, subject: 'a: fix it' },
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('2 patch mails, 1 without a patch of their own, 0 unreadable');
  });

  it('says what a mail is for on two lines', async () => {
    const { stdout } = await parse(write('one.eml', patch), '--quiet');
    expect(stdout).toBe('1234567890ab a: fix it\n    for 6.16 to 6.1, by Ada, 1 file  (one.eml 1)\n');
  });

  it('names a file that cannot be read', async () => {
    const { code, stderr } = await parse('absent.mbox');
    expect([code, stderr.includes('"absent.mbox" cannot be read: it does not exist')]).toEqual([2, true]);
  });
});

describe('autosel queue', () => {
  it.each([
    [['--branch', 'q', '--into', '.'], 'say what to queue'],
    [['--selection', 'x'], 'say where the queue goes'],
    [['--selection', 'x', '--branch', 'y'], 'say which repository --branch is written into: --into DIR'],
    [['--selection', 'x', '--quilt', 'y', '--into', 'z'], '--into names the repository'],
    [['--selection', 'x', '--branch', 'y', '--into', '.', '--style', 'z'], '--style is one of brackets'],
  ])('refuses a call with %j', async (args, says) => {
    const { code, stderr } = await runCli(['queue', 'linux-6.1.y', ...args], { cwd: folder });
    expect([code, stderr.includes(says)], stderr).toEqual([2, true]);
  });
});
