import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderMbox } from '../../src/mail/index.ts';
import { startCli } from '../../src/testing/cli.ts';
import { makeRepo } from '../../src/testing/repo.ts';
import { findClosedPort } from '../../src/testing/smtp.ts';

const NOBODY = 65_534;
const idOf = (n: number): string => `20250101.bench-${n}-autosel@example.org`;
const sha = (n: number): string => n.toString(16).padStart(40, '0');

/**
 * `server COUNT KILLS`: so many mails to OpenSMTPD on loopback (run as root), which delivers into a maildir. The server and autosel are each
 * killed by SIGKILL so many times, in turn, while mails flow; what nobody can tell afterwards is looked up in the maildir. A server that is
 * killed while it delivers makes a second copy of what it had taken once: both have the same id in their Received header.
 */
export async function benchServer([count = '', kills = '']: readonly string[]): Promise<object> {
  const room = mkdtempSync(join(tmpdir(), 'autosel-server-'));
  chmodSync(room, 0o755);
  const repo = makeRepo();
  repo.commit({ message: 'first', files: { a: '1' } });
  const port = await findClosedPort();
  const mails = Number(count);
  lay(room, port, mails);
  const server = makeServer(room, port);
  const seen = { serverKills: 0, processKills: 0, calls: 0, settledByArchive: 0, settledUnsent: 0 };
  const send = (...more: string[]) =>
    startCli(['send', join(room, 'out'), '--repo', repo.dir, '--store', join(room, 'store'), '--json', ...more], {
      cwd: room,
    });
  try {
    await server.start();
    for (let n = 1; n <= 2 * Number(kills); n += 1) {
      const due = Math.floor((mails * n) / (2 * Number(kills) + 1));
      const { child, ended } = send('--yes');
      seen.calls += 1;
      await waitUntil(() => listArrived(room).length >= due || child.exitCode !== null);
      if (n % 2 === 0) {
        await server.kill();
        seen.serverKills += 1;
        await ended;
        await server.start();
      } else {
        child.kill('SIGKILL');
        seen.processKills += (await ended).signal === 'SIGKILL' ? 1 : 0;
      }
      await settle(room, send, seen);
    }
    seen.calls += 1;
    const last = await send('--yes').ended;
    await waitUntil(() => listArrived(room).length >= mails, 60_000);
    await quiet(room);
    const arrived = listArrived(room);
    const times = Map.groupBy(arrived, ({ messageId }) => messageId);
    const takings = (id: string): number => new Set(times.get(id)?.map(({ taken }) => taken)).size;
    const wanted = Array.from({ length: mails }, (_, n) => idOf(n + 1));
    return {
      mails,
      ...seen,
      lastExit: last.code,
      arrived: arrived.length,
      takenOnce: wanted.filter((id) => takings(id) === 1).length,
      missing: wanted.filter((id) => takings(id) === 0),
      takenTwice: wanted.filter((id) => takings(id) > 1),
      copiesOfTheServer: wanted.filter((id) => takings(id) === 1 && (times.get(id)?.length ?? 0) > 1).length,
    };
  } finally {
    await server.kill();
    repo.remove();
    rmSync(room, { recursive: true, force: true });
  }
}

function lay(room: string, port: number, mails: number): void {
  for (const folder of ['store', 'out', 'mail']) mkdirSync(join(room, folder));
  chownSync(join(room, 'mail'), NOBODY, NOBODY);
  const smtp = `[smtp]\nhost = "127.0.0.1"\nport = ${port}\nsecurity = "none"\n`;
  writeFileSync(join(room, 'store', 'config.toml'), `[mail]\nto = ["stable@example.org"]\n${smtp}`);
  const all = Array.from({ length: mails }, (_, n) => renderMail(n + 1));
  writeFileSync(join(room, 'out', 'proposals.mbox'), renderMbox(all));
  const rules = `table all { "@" = nobody }\nlisten on 127.0.0.1 port ${port}\naction "keep" maildir "${room}/mail" virtual <all>\nmatch from any for domain "example.org" action "keep"\n`;
  writeFileSync(join(room, 'smtpd.conf'), rules);
}

const renderMail = (n: number): Buffer =>
  Buffer.from(
    `From: "Keeper (AUTOSEL bot)" <bot@example.org>\nTo: stable@example.org\nSubject: [PATCH AUTOSEL 6.6] foo: mend ${n}\n` +
      `Date: Wed, 01 Jan 2025 00:00:00 +0000\nMessage-ID: <${idOf(n)}>\nX-AUTOSEL-Decision: propose\nX-AUTOSEL-Commit: ${sha(n)}\n\n` +
      `From: Ada <ada@example.org>\n\n[ Upstream commit ${sha(n)} ]\n\nA leak.\n---\n\n foo.c | 1 +\n\ndiff --git a/foo.c b/foo.c\n` +
      `index 1234567..89abcde 100644\n--- a/foo.c\n+++ b/foo.c\n@@ -1 +1,2 @@\n a\n+b\n.\n-- \n1.0\n`,
  );

function makeServer(room: string, port: number) {
  let child: ChildProcess | undefined;
  const listens = (): Promise<boolean> =>
    new Promise((resolve) => {
      const line = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      line.once('connect', () => line.destroy());
    });
  return {
    async start() {
      child = spawn('smtpd', ['-d', '-f', join(room, 'smtpd.conf')], { stdio: 'ignore' });
      await waitUntil(listens);
    },
    async kill() {
      child?.kill('SIGKILL');
      await waitUntil(async () => !(await listens()));
      // Its other processes end when they see that their parent is gone.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    },
  };
}

/** The server's queue is on disk: wait until nothing more comes, then what lies there left, and what does not did not. */
async function settle(
  room: string,
  send: (...more: string[]) => { readonly ended: Promise<{ readonly stdout: string; readonly stderr: string }> },
  seen: { settledByArchive: number; settledUnsent: number },
): Promise<void> {
  await quiet(room);
  const told = await send('--sent-archive', join(room, 'mail')).ended;
  if (told.stdout === '') throw new Error(`send --sent-archive: ${told.stderr}`);
  const found = JSON.parse(told.stdout) as {
    readonly settled: readonly string[];
    readonly unclear: readonly { readonly messageId: string }[];
  };
  seen.settledByArchive += found.settled.length;
  seen.settledUnsent += found.unclear.length;
  if (found.unclear.length > 0)
    await send('--settle', ...found.unclear.map(({ messageId }) => `${messageId}=unsent`)).ended;
}

/** Until five seconds pass without a new mail. */
async function quiet(room: string): Promise<void> {
  for (let [before, same] = [-1, 0]; same < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = listArrived(room).length;
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

interface Arrived {
  readonly messageId: string;
  /** The server's own name for the mail that it took: the same for two copies that it made of one. */
  readonly taken: string;
}

/** What the server delivered. */
function listArrived(room: string): readonly Arrived[] {
  const folder = join(room, 'mail', 'new');
  try {
    return readdirSync(folder).map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return {
        messageId: /^Message-ID: <(.+)>\r?$/im.exec(text)?.[1] ?? '',
        taken: /\bid ([0-9a-f]{8})\b/.exec(text)?.[1] ?? '',
      };
    });
  } catch {
    return [];
  }
}

async function waitUntil(holds: () => boolean | Promise<boolean>, patience = 300_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
}
