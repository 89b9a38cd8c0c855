import type { MaintainersIndex } from '../evidence/index.ts';
import type { Commit, ReferenceStyle } from '../git/index.ts';
import { parsePatch } from '../git/index.ts';
import type { MailAddress } from './address.ts';
import type { ExplainContext } from './explain.ts';
import { asBot } from './bot-name.ts';
import { renderDate } from './headers.ts';
import { guardMessage } from './message-guard.ts';
import type { GuardedMessage } from './message-guard.ts';
import { chooseRecipients } from './recipients.ts';
import { renderSignOff, renderSkeletonMail } from './skeleton/index.ts';
import type { HeaderField, SkeletonMail, SubjectMark } from './skeleton/index.ts';
import { plainText, wrapText } from './wrap.ts';
import { plural } from '../plural.ts';

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
  /** How a copy on a branch names its original there; undefined: of a patch that was made for no branch. */
  readonly referenceOn: (branch: string | undefined) => ReferenceStyle;
  /** The address that authors put into a Cc to be left alone; undefined where the project has none. */
  readonly optOut: string | undefined;
  /** Who looks after which files; left out where the project does not tell. */
  readonly maintainers?: MaintainersIndex | undefined;
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
  readonly mark: SubjectMark;
  /** The branch that the patch was made for; left out where it was made for none. */
  readonly branch?: string | undefined;
  /** The release of the branch that the patch was made for, `Linux 6.16.1`; left out where none is known. */
  readonly stableBase?: string | undefined;
  /** For programs. */
  readonly headers: readonly HeaderField[];
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
export const renderPatchMail = (mail: PatchMail): Buffer => renderSkeletonMail(buildPatchMail(mail));

/** The parts of the mail: those of the commit, of the run, and what was found out. */
function buildPatchMail(mail: PatchMail): SkeletonMail {
  const { commit, run, patch, number, inReplyTo } = mail;
  const message = guardMessage(commit.body.trimEnd());
  return {
    from: asBot(run.sender),
    to: run.to,
    cc: chooseRecipients(commit, { ...run, patch: parsePatch(patch) }),
    mark: mail.mark,
    subject: commit.subject,
    date: renderDate(run.date),
    thread: {
      id: buildMessageId(run, number, commit.sha),
      inReplyTo,
      references: inReplyTo === undefined ? [] : [inReplyTo],
    },
    mailer: undefined,
    base: mail.stableBase,
    headers: [
      ...mail.headers,
      { name: 'X-AUTOSEL-Run', value: run.id },
      { name: 'X-AUTOSEL-Version', value: run.version },
    ],
    author: commit.author,
    upstream: { id: commit.sha, style: run.referenceOn(mail.branch) },
    message: message.text.trim() === '' ? '' : message.text.replace(/^\n+/, ''),
    signOff: signs(commit, run.sender) ? run.sender : undefined,
    explanation: `${mail.explanation}\n\n${noteLines(mail, message).join('\n')}`.trim(),
    patch,
    signature: `autosel ${plainText(run.version)}`,
  };
}

/** Only in projects that sign off, and only by somebody: a line of the sender below the others. Nobody can answer for localhost. */
function signs({ body }: Commit, sender: MailAddress): boolean {
  const known = body.trimEnd().endsWith(renderSignOff({ signOff: sender })[0] ?? '');
  return !known && !sender.email.endsWith('@localhost') && /^Signed-off-by: /im.test(body);
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
          `${plural(message.indented, 'line')} of the original message got a blank in front: git would end the message there.`,
        ]
      : []),
  ];
  return notes.flatMap((note) => wrapText(note));
}
