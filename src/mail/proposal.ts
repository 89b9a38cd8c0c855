import { parsePatch } from '../git/index.ts';
import type { Commit } from '../git/index.ts';
import type { MailAddress } from './address.ts';
import { renderDiffstat } from './diffstat.ts';
import { renderExplanation } from './explain.ts';
import type { ExplainContext } from './explain.ts';
import { renderAddressHeader, renderBodyAddress, renderDate, renderHeader } from './headers.ts';
import { guardMessage } from './message-guard.ts';
import type { GuardedMessage } from './message-guard.ts';
import { chooseRecipients } from './recipients.ts';
import { chooseEncoding, encodeQuotedPrintable } from './transfer.ts';
import type { SelectedCommit } from './types.ts';
import { sayVersions } from './versions.ts';
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

export interface ProposalInput {
  readonly run: MailRun;
  /** 1 for the first mail of the run. */
  readonly number: number;
  readonly commit: Commit;
  readonly selected: SelectedCommit;
  /** As `Repository.mailPatch` gives it: whole, binary files included. */
  readonly patch: Buffer;
  /** Message-ID of the run's first mail, without brackets; undefined for that one itself. */
  readonly inReplyTo: string | undefined;
}

/** `20250801120000.1a2b3c4d-3-<sha12>-autosel@host`, without brackets. */
export function buildMessageId(run: MailRun, number: number, sha: string): string {
  const stamp = new Date(run.date * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  const host = run.host.replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  return `${stamp}.${run.id.replace(/\W/g, '')}-${number}-${sha.slice(0, 12)}-autosel@${host}`;
}

/** One mail in the skeleton that kernel people know; see docs/headers.md. `git am` makes the original commit of it. */
export function renderProposal(input: ProposalInput): Buffer {
  const body = renderBody(input);
  const encoding = chooseEncoding(body);
  const headers = [
    ...addressLines(input),
    renderHeader('Subject', renderSubject(input)),
    `Date: ${renderDate(input.run.date)}`,
    ...threadLines(input),
    ...machineLines(input),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  return Buffer.concat([
    Buffer.from(`${headers.join('\n')}\n\n`, 'utf8'),
    encoding === '8bit' ? body : encodeQuotedPrintable(body),
  ]);
}

function addressLines({ commit, run }: ProposalInput): string[] {
  const cc = chooseRecipients(commit, run);
  return [
    renderAddressHeader('From', [run.sender]),
    ...(run.to.length === 0 ? [] : [renderAddressHeader('To', run.to)]),
    ...(cc.length === 0 ? [] : [renderAddressHeader('Cc', cc)]),
  ];
}

const renderSubject = ({ commit, selected }: ProposalInput): string =>
  `[${['PATCH', 'AUTOSEL', sayVersions(selected.branches)].filter(Boolean).join(' ')}] ${commit.subject}`;

function threadLines({ run, number, commit, inReplyTo }: ProposalInput): string[] {
  const own = `Message-ID: <${buildMessageId(run, number, commit.sha)}>`;
  return inReplyTo === undefined ? [own] : [own, `In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`];
}

function machineLines({ selected, run }: ProposalInput): string[] {
  const branches = selected.branches.map(
    ({ branch, answer }) => `${branch.replace(/[\s=,]/g, '_')}=${answer.replaceAll(' ', '-')}`,
  );
  return [
    'X-stable: review',
    'X-Patchwork-Hint: Ignore',
    'X-AUTOSEL-Decision: propose',
    renderHeader('X-AUTOSEL-Confidence', selected.probability?.toFixed(2) ?? 'none'),
    ...(branches.length === 0 ? [] : [renderHeader('X-AUTOSEL-Branches', branches.join(', '))]),
    `X-AUTOSEL-Commit: ${selected.sha}`,
    renderHeader('X-AUTOSEL-Version', run.version),
  ];
}

function renderBody(input: ProposalInput): Buffer {
  const { commit, selected, run, patch } = input;
  const message = guardMessage(commit.body.trimEnd());
  const text = [
    `From: ${renderBodyAddress(commit.author)}\n`,
    `[ Upstream commit ${commit.sha} ]\n`,
    ...(message.text.trim() === '' ? [] : [message.text.replace(/^\n+/, '') + signOff(commit, run.sender)]),
    `---\n`,
    `${renderExplanation(selected, run.context)}\n`,
    `${handlingLines(commit, message).join('\n')}\n`,
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

function handlingLines(commit: Commit, message: GuardedMessage): string[] {
  const notes = [
    'How to answer: reply to this mail with "drop" or "take", for all branches or for some, and say why; a person reads it. To be left alone, add "Cc: <stable+noautosel@kernel.org> # reason" to a commit, or ask the sender for an entry in the list of paths or authors.',
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
