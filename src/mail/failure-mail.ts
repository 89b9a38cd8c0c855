import type { BranchAnswer } from '../evidence/index.ts';
import { listPaths, type Commit, type Patch } from '../git/index.ts';
import { asBot } from './bot-name.ts';
import { MACHINE_NOTICE } from './explain.ts';
import { renderAddressHeader, renderDate, renderHeader } from './headers.ts';
import { buildMessageId, type MailRun } from './patch-mail.ts';
import { chooseRecipients } from './recipients.ts';
import { chooseEncoding, encodeQuotedPrintable } from './transfer.ts';
import type { SelectedCommit } from './types.ts';
import { compareNewestFirst, versionOf } from './versions.ts';
import { plainText, wrapText } from './wrap.ts';

export interface FailureMail {
  readonly run: MailRun;
  /** 1 for the first mail of its file. */
  readonly number: number;
  readonly commit: Commit;
  readonly patch: Patch;
  readonly selected: SelectedCommit;
}

/** Branches that need a commit and onto which it does not apply as it is. */
export const findFailures = ({ lane, branches }: SelectedCommit): readonly BranchAnswer[] =>
  lane === 'tagged for stable' ? branches.filter(({ answer }) => answer === 'adapt') : [];

/**
 * Tells that a commit whose author asks for stable branches does not apply to some of them, in the words that keepers know. It carries no
 * patch: there is nothing that `git am` could take. The same values give the same bytes.
 */
export function renderFailure({ run, number, commit, patch, selected }: FailureMail): Buffer {
  const failed = findFailures(selected).toSorted((a, b) =>
    compareNewestFirst(versionOf(a.branch), versionOf(b.branch)),
  );
  const body = Buffer.from(renderBody(commit, listPaths(patch), failed), 'utf8');
  const encoding = chooseEncoding(body);
  const versions = failed.map(({ branch }) => plainText(versionOf(branch)));
  const cc = chooseRecipients(commit, { ...run, patch });
  const headers = [
    renderAddressHeader('From', [asBot(run.sender)]),
    ...(run.to.length === 0 ? [] : [renderAddressHeader('To', run.to)]),
    ...(cc.length === 0 ? [] : [renderAddressHeader('Cc', cc)]),
    renderHeader('Subject', `FAILED: patch "${commit.subject}" failed to apply to ${versions.join(', ')}`),
    `Date: ${renderDate(run.date)}`,
    `Message-ID: <${buildMessageId(run, number, commit.sha)}>`,
    'X-stable: review',
    'X-Patchwork-Hint: Ignore',
    'X-AUTOSEL-Decision: failure',
    renderHeader(
      'X-AUTOSEL-Branches',
      failed.map(({ branch }) => `${branch.replace(/[\s=,]/g, '_')}=adapt`).join(', '),
    ),
    `X-AUTOSEL-Commit: ${commit.sha}`,
    `X-AUTOSEL-Run: ${run.id}`,
    renderHeader('X-AUTOSEL-Version', run.version),
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  const text = encoding === '8bit' ? body : encodeQuotedPrintable(body);
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`, 'utf8'), text]);
}

/** Files that are named: more says nothing to a person. */
const MOST_PATHS = 200;
/** How the body names a changed file; by it the mail is read back. */
const TOUCHES = '  touches ';

/** The files that such a mail names. */
export const readTouched = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.startsWith(TOUCHES) ? [line.slice(TOUCHES.length)] : []));

function renderBody(
  { sha, subject, author }: Commit,
  paths: readonly string[],
  failed: readonly BranchAnswer[],
): string {
  const id = sha.slice(0, 12);
  return `${[
    ...wrapText('This commit asks for stable branches by its own tag, and does not apply to some that need it.'),
    `  ${id} ("${plainText(subject)}")`,
    `  by ${plainText(author.name)} <${plainText(author.email)}>`,
    ...paths.slice(0, MOST_PATHS).map((path) => `${TOUCHES}${plainText(path)}`),
    '',
    ...failed.flatMap(({ branch, why, conflicts }) => [
      ...wrapText(`${branch}: ${why}`),
      ...conflicts.slice(0, 10).map(({ path }) => `  conflict in ${plainText(path)}`),
      ...wrapCommand(`git checkout -b mend-${id} ${quoteWord(branch)} && git cherry-pick -x ${id}`),
      '',
    ]),
    ...wrapText(
      'How to answer: send a backport for the branch to its list with the mainline id in it, or reply with "drop" where the branch does not need it.',
    ),
    '',
    ...wrapText(MACHINE_NOTICE),
  ].join('\n')}\n`;
}

/** A word of a shell command: git lets names of branches hold `;`, `$(` and quotes. */
const quoteWord = (word: string): string =>
  /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** A command stays on one line, for the clipboard. */
const wrapCommand = (command: string): string[] => [`  $ ${plainText(command)}`];
