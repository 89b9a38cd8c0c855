import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderMbox } from '../../mail/index.ts';
import { runCli, type CliEnd } from '../../testing/cli.ts';
import { makeRepo, type TestRepo } from '../../testing/repo.ts';

const NOBODY = 'From: autosel <autosel@localhost>\n';
const KEEPER = 'From: Keeper <bot@example.org>\n';
const TO = 'To: stable@example.org\n';

const mail = (n: number, head = KEEPER + TO): Buffer =>
  Buffer.from(
    `${head}Cc: ada@example.org\nSubject: [PATCH AUTOSEL 6.6] xfs: fix leak ${n}\nDate: Wed, 01 Jan 2025 00:00:00 +0000\n` +
      `Message-ID: <20250101.r-${n}-autosel@example.org>\nX-AUTOSEL-Decision: propose\n` +
      `X-AUTOSEL-Commit: ${String(n).padStart(40, 'a')}\n\nA leak.\n`,
  );

let repo: TestRepo;
let room: string;
beforeEach(() => {
  repo = makeRepo();
  repo.commit({ message: 'first', files: { a: '1' } });
  room = mkdtempSync(join(tmpdir(), 'autosel-to-'));
  for (const name of ['store', 'out']) mkdirSync(join(room, name));
  writeMails([mail(1), mail(2)]);
});
afterEach(() => {
  repo.remove();
  rmSync(room, { recursive: true, force: true });
});

const writeMails = (mails: readonly Buffer[]): void =>
  writeFileSync(join(room, 'out', 'proposals.mbox'), renderMbox(mails));
const send = (...more: string[]): Promise<CliEnd> =>
  runCli(['send', join(room, 'out'), '--repo', repo.dir, '--store', join(room, 'store'), ...more], { cwd: room });

test('mails from nobody or without a To leave on no way, and the dry run says so', async () => {
  for (const [head, keys] of [
    [NOBODY, 'set mail.from and mail.to in'],
    [NOBODY + TO, 'set mail.from in'],
    [KEEPER, 'set mail.to in'],
  ] as const) {
    writeMails([mail(1, head), mail(2)]);
    expect(await send()).toMatchObject({ code: 0, stdout: expect.stringContaining(keys) as string });
    for (const via of [['smtp'], ['archive', '--dir', join(room, 'public')]]) {
      const { code, stderr } = await send('--yes', '--via', ...via);
      expect(stderr).toContain('nothing was sent: 1 of 2 mails');
      expect(stderr).toContain(keys);
      expect(code).toBe(2);
    }
  }
  expect(readdirSync(room).toSorted()).toEqual(['out', 'store']);
});

test('a dry run says to whom, and that a way into a folder needs --dir', async () => {
  expect((await send()).stdout).toContain('stable@example.org +1 Cc');
  expect((await send('--via', 'maildir')).stdout).toContain('would leave by maildir (needs --dir');
  for (const more of [['--yes'], ['--dir', ''], ['--yes', '--dir', '']]) {
    const { code, stderr } = await send('--via', 'maildir', ...more);
    expect(stderr).toContain('--dir');
    expect(code).toBe(2);
  }
  expect(readdirSync(room).toSorted()).toEqual(['out', 'store']);
});

test('every folder is a destination of its own', async () => {
  for (const name of ['one', 'two', 'one']) await send('--yes', '--via', 'maildir', '--dir', join(room, name));
  for (const name of ['one', 'two']) expect(readdirSync(join(room, name, 'new'))).toHaveLength(2);
});
