import type { Commit } from '../git/index.ts';
import { parsePatch } from '../git/index.ts';
import type { MailAddress } from './address.ts';
import { renderDiffstat } from './diffstat.ts';
import type { ExplainContext } from './explain.ts';
import { renderAddressHeader, renderBodyAddress, renderDate, renderHeader } from './headers.ts';
import { guardMessage } from './message-guard.ts';
import type { GuardedMessage } from './message-guard.ts';
import { chooseRecipients } from './recipients.ts';
import { chooseEncoding, encodeQuotedPrintable } from './transfer.ts';
import { plainText, wrapText } from './wrap.ts';

/** What all mails of one run share. The same values always give the same bytes. */
export interface MailRun {
  /** Names the run in every Message-ID, e.g. the first 8 hex digits of a hash over the selection. */
  readonly id: string;
  /** Right side of the Message-IDs, e.g. `autosel.example.org`. */
  readonly host: string;
  readonly sender: MailAddress;
  readonly to: readonly MailAddress[];
  /** Besides the author, the people in the trailers and the sender. */
  readonly cc: readonly MailAddress[];
  /** Seconds since 1970, of every mail's Date. */
  readonly date: number;
  readonly context: ExplainContext;
  /** AUTOSEL's own version. */
  readonly version: string;
}

export interface PatchMail {
  readonly run: MailRun;
  /** 1 for the first mail of the run. */
  readonly number: number;
  readonly commit: Commit;
  /** Whole, binary files included. */
  readonly patch: Buffer;
  /** Message-ID of the run's first mail, without brackets; undefined for that one itself. */
  readonly inReplyTo: string | undefined;
  /** What stands in brackets before the subject: `PATCH AUTOSEL 6.6`. */
  readonly mark: string;
  /** Whole header lines that programs read. */
  readonly headers: readonly string[];
  /** Why the mail was sent; stands below the message, where `git am` leaves it out. */
  readonly explanation: string;
  /** One paragraph each, behind the explanation. */
  readonly notes: readonly string[];
}

/** `20250801120000.1a2b3c4d-3-<sha12>-autosel@host`, without brackets. */
export function buildMessageId(run: MailRun, number: number, sha: string): string {
  const stamp = new Date(run.date * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  const host = run.host.replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  return `${stamp}.${run.id.replace(/\W/g, '')}-${number}-${sha.slice(0, 12)}-autosel@${host}`;
}

/** One mail in the skeleton that kernel people know; see docs/headers.md. `git am` makes the original commit of it. */
export function renderPatchMail(mail: PatchMail): Buffer {
  const body = renderBody(mail);
  const encoding = chooseEncoding(body);
  const headers = [
    ...addressLines(mail),
    renderHeader('Subject', `[${mail.mark}] ${mail.commit.subject}`),
    `Date: ${renderDate(mail.run.date)}`,
    ...threadLines(mail),
    'X-stable: review',
    'X-Patchwork-Hint: Ignore',
    ...mail.headers,
    renderHeader('X-AUTOSEL-Version', mail.run.version),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  return Buffer.concat([
    Buffer.from(`${headers.join('\n')}\n\n`, 'utf8'),
    encoding === '8bit' ? body : encodeQuotedPrintable(body),
  ]);
}

function addressLines({ commit, run }: PatchMail): string[] {
  const cc = chooseRecipients(commit, run);
  return [
    renderAddressHeader('From', [run.sender]),
    ...(run.to.length === 0 ? [] : [renderAddressHeader('To', run.to)]),
    ...(cc.length === 0 ? [] : [renderAddressHeader('Cc', cc)]),
  ];
}

function threadLines({ run, number, commit, inReplyTo }: PatchMail): string[] {
  const own = `Message-ID: <${buildMessageId(run, number, commit.sha)}>`;
  return inReplyTo === undefined ? [own] : [own, `In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`];
}

function renderBody(input: PatchMail): Buffer {
  const { commit, run, patch, explanation } = input;
  const message = guardMessage(commit.body.trimEnd());
  const text = [
    `From: ${renderBodyAddress(commit.author)}\n`,
    `[ Upstream commit ${commit.sha} ]\n`,
    ...(message.text.trim() === '' ? [] : [message.text.replace(/^\n+/, '') + signOff(commit, run.sender)]),
    `---\n`,
    `${explanation}\n`,
    `${noteLines(input, message).join('\n')}\n`,
    `${renderDiffstat(parsePatch(patch))}\n\n`,
  ].join('\n');
  const end = patch.length === 0 || patch.at(-1) === 10 ? '' : '\n';
  return Buffer.concat([
    Buffer.from(text, 'utf8'),
    patch,
    Buffer.from(`${end}-- \nautosel ${plainText(run.version)}\n`, 'utf8'),
  ]);
}

/** Only in projects that sign off, and only by somebody: a line of the sender below the others. Nobody can answer for localhost. */
function signOff({ body }: Commit, sender: MailAddress): string {
  const line = `Signed-off-by: ${sender.name === '' ? '' : `${sender.name} `}<${sender.email}>`;
  const known = body.trimEnd().endsWith(line) || sender.email.endsWith('@localhost');
  return known || !/^Signed-off-by: /im.test(body) ? '' : `\n${line}`;
}

function noteLines({ commit, notes: given }: PatchMail, message: GuardedMessage): string[] {
  const notes = [
    ...given,
    ...(/^\s*\[/.test(commit.subject)
      ? [
          'The original subject opens with a bracket: apply this with "git am --keep-non-patch", or git takes it for a mark of the mail.',
        ]
      : []),
    ...(message.indented > 0
      ? [
          `${message.indented} ${message.indented === 1 ? 'line' : 'lines'} of the original message got a blank in front: git would end the message there.`,
        ]
      : []),
  ];
  return notes.flatMap((note) => wrapText(note));
}
