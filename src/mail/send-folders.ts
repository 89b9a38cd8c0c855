import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { OutgoingMail } from './send-outgoing.ts';
import { readHeaders } from './send-outgoing.ts';
import type { MailWay } from './send-ways.ts';

/** Names of files tell which mail they hold: by them a mail is found again after a crash. */
const markOf = (messageId: string): string => createHash('sha256').update(messageId).digest('hex').slice(0, 16);

/** A maildir: each mail is written in `tmp`, then moved into `new` (https://cr.yp.to/proto/maildir.html). */
export async function openMaildir(folder: string): Promise<MailWay> {
  const place = resolve(folder);
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(place, part), { recursive: true });
  const host = hostname().replace(/[^\w.-]/g, '-');
  return {
    name: `maildir ${place}`,
    async send(mail) {
      const name = `${Math.floor(mail.date)}.M${markOf(mail.messageId)}.${host}`;
      await writeWhole({ scratch: join(place, 'tmp', name), target: join(place, 'new', name) }, mail.raw);
      return { kind: 'sent', detail: join('new', name) };
    },
    async holds(messageId) {
      const names = await Promise.all(['new', 'cur'].map((part) => readdir(join(place, part))));
      return names.flat().some((name) => name.includes(`.M${markOf(messageId)}.`));
    },
    close: () => Promise.resolve(),
  };
}

/** `eml`: the mails as they are. `send-email`: as `git format-patch` names and opens them, with a script that calls `git send-email`. */
export type FolderForm = 'eml' | 'send-email';

/** One file a mail, numbered in the order in which they came. */
export async function openMailFolder(folder: string, form: FolderForm): Promise<MailWay> {
  const place = resolve(folder);
  await mkdir(place, { recursive: true });
  const listMails = async (): Promise<readonly string[]> =>
    (await readdir(place)).filter((name) => /^\d{4,}-.*\.(?:eml|patch)$/.test(name));
  let senders = new Set<string>();
  return {
    name: `${form} ${place}`,
    async send(mail) {
      const number = String((await listMails()).length + 1).padStart(4, '0');
      const name = `${number}-${slug(mail)}-${markOf(mail.messageId)}.${form === 'eml' ? 'eml' : 'patch'}`;
      const head = form === 'eml' ? '' : `From ${mail.commit ?? '0'.repeat(40)} Mon Sep 17 00:00:00 2001\n`;
      await writeWhole(within(place, name), Buffer.concat([Buffer.from(head), mail.raw]));
      senders = senders.add(readHeaders(mail.raw).find(([key]) => key === 'from')?.[1] ?? mail.from);
      return { kind: 'sent', detail: name };
    },
    async holds(messageId) {
      return (await listMails()).some((name) => name.includes(`-${markOf(messageId)}.`));
    },
    async close() {
      const [sender] = senders;
      if (form === 'send-email' && sender !== undefined)
        await writeWhole(within(place, 'send.sh'), Buffer.from(renderScript(sender)), 0o755);
    },
  };
}

const within = (place: string, name: string): Target => ({
  scratch: join(place, `.${name}.tmp`),
  target: join(place, name),
});

/** At most 52 plain characters of the subject, as `git format-patch` names files. */
const slug = ({ subject }: OutgoingMail): string =>
  subject
    .replace(/^\s*(?:\[[^\]]*\]\s*)+/, '')
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+/, '')
    .slice(0, 52)
    .replace(/[-.]+$/, '') || 'mail';

/**
 * The mails name their recipients and their thread themselves: git must add nobody and tie nothing. Arguments go through, so that
 * `./send.sh --dry-run` shows first.
 */
const renderScript = (sender: string): string => `#!/bin/sh
# Sends the mails of this folder with git send-email. Try first: ./send.sh --dry-run
cd "$(dirname "$0")" || exit 1
exec git send-email --from=${quoteShell(sender)} --no-thread --no-chain-reply-to --no-signed-off-by-cc \\
  --suppress-cc=author --suppress-cc=self --suppress-cc=body --suppress-cc=cccmd --no-to-cover --no-cc-cover \\
  --no-validate --8bit-encoding=UTF-8 --transfer-encoding=8bit --confirm=always "$@" -- [0-9]*.patch
`;

const quoteShell = (text: string): string => `'${text.replace(/\p{Cc}+/gu, ' ').replaceAll("'", `'\\''`)}'`;

interface Target {
  readonly scratch: string;
  readonly target: string;
}

/** On disk as a whole when it returns, or not at all. */
async function writeWhole({ scratch, target }: Target, bytes: Buffer, mode = 0o644): Promise<void> {
  try {
    const handle = await open(scratch, 'w', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(scratch, target);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
}
