import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findClosedPort } from './smtp.ts';

/** A real IMAP server on loopback with one mailbox. */
export interface TestImap {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into the mailbox, unread. */
  deliver(mail: Buffer): void;
  /** Names of the mails with their flags, as the server keeps them on disk. */
  list(): readonly string[];
  close(): Promise<void>;
}

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** Why there is no such server on this machine; undefined when there is. */
export const whyNoImap: string | undefined =
  process.getuid?.() !== 0 ? 'needs root' : has('dovecot') ? undefined : 'dovecot-imapd is not installed';

const NOBODY = 65_534;

/** Starts dovecot with a configuration of its own. */
export async function startImap(): Promise<TestImap> {
  const room = mkdtempSync(join(tmpdir(), 'autosel-imap-'));
  chmodSync(room, 0o755);
  const inbox = join(room, 'mail');
  for (const folder of [inbox, ...['new', 'cur', 'tmp'].map((part) => join(inbox, part))]) {
    mkdirSync(folder);
    chownSync(folder, NOBODY, NOBODY);
  }
  const port = await findClosedPort();
  writeFileSync(join(room, 'dovecot.conf'), configure(room, port));
  const child = spawn('dovecot', ['-F', '-c', join(room, 'dovecot.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await waitFor(port);
  let count = 0;
  return {
    port,
    user: 'keeper',
    password: 'secret',
    deliver(mail) {
      count += 1;
      const file = join(inbox, 'new', `${1_700_000_000 + count}.M${count}.test`);
      writeFileSync(file, mail);
      chownSync(file, NOBODY, NOBODY);
    },
    list: () =>
      ['new', 'cur'].flatMap((part) =>
        readdirSync(join(inbox, part)).map(
          (name) => `${name.replace(/,.*:/, ':')} ${statSync(join(inbox, part, name)).size}`,
        ),
      ),
    async close() {
      child.kill('SIGTERM');
      await ended;
      rmSync(room, { recursive: true, force: true });
    },
  };
}

const configure = (room: string, port: number): string => `
base_dir = ${room}/run
state_dir = ${room}/state
log_path = ${room}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${room}/mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${room}/mail allow_all_users=yes
}
auth_failure_delay = 0
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;

/** Until somebody listens. */
async function waitFor(port: number): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const line = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      line.once('connect', () => line.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('dovecot does not listen');
}
