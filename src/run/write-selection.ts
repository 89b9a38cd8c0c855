import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { parsePatch, type Repository } from '../git/index.ts';
import { isKernelList } from '../history/index.ts';
import {
  buildMessageId,
  findFailures,
  parseAddress,
  renderFailure,
  renderMbox,
  renderProposal,
  renderReport,
  type MailRun,
  type SelectedCommit,
  type Selection,
} from '../mail/index.ts';
import { SOMETIMES } from './branches/branch-files.ts';
import { planBranchFiles, type FileContents } from './branches/branch-mails.ts';
import { readCommit } from './read-commit.ts';
import { readKeepers } from './mail-maintainers.ts';
import { readMailPatch } from './mail-patch.ts';
import { makeReferenceStyle } from './reference-style.ts';
import { NOBODY } from './sender.ts';
import { throwIfStopped } from './stop.ts';
import { writeFiles, type OutputFile } from './files.ts';
import { FAILURES } from './files-of-mails.ts';
import type { Workspace } from './workspace.ts';

export interface SelectionOutput {
  readonly selection: Selection;
  readonly folder: string;
  /** AUTOSEL's own version, for the foot of the mails. */
  readonly version: string;
}

/** A file that was written; of a branch's mails also what is in it. */
export interface WrittenFile {
  readonly path: string;
  readonly contents: FileContents | undefined;
}

/**
 * Writes report.html, proposals.mbox, failures.mbox where tagged commits do not apply, for each branch that gets some of the proposals `for-BRANCH.mbox`, and selection.json; a file of
 * a branch that gets none any more is removed. The same selection gives the same bytes.
 */
export async function writeSelection(workspace: Workspace, output: SelectionOutput): Promise<readonly WrittenFile[]> {
  const { selection, folder } = output;
  const run = { ...planMail(workspace, output), maintainers: await readKeepers(workspace.repository, selection) };
  const branches = await planBranchFiles(workspace, selection, run);
  try {
    const paths = await writeFiles(
      folder,
      [
        { name: 'report.html', content: renderReport(selection) },
        { name: 'proposals.mbox', content: walkMails(workspace, selection, run) },
        ...branches.files,
        ...planFailures(workspace, selection, run),
        { name: 'selection.json', content: `${JSON.stringify(selection, undefined, 2)}\n` },
      ],
      { sweep: SOMETIMES },
    );
    if (workspace.config.mail.from === undefined)
      workspace.note(
        `autosel: the proposals are from ${NOBODY.name} <${NOBODY.email}>: set mail.from in the config before you send them`,
      );
    return paths.map((path) => ({ path, contents: branches.contents.get(basename(path)) }));
  } finally {
    await branches.close();
  }
}

/** As Documentation/process/stable-kernel-rules.rst of Linux has it. */
const KERNEL_OPT_OUT = 'stable+noautosel@kernel.org';

function planMail({ config }: Workspace, { selection, version }: SelectionOutput): MailRun {
  const sender = config.mail.from === undefined ? NOBODY : parseAddress(config.mail.from);
  return {
    id: createHash('sha256').update(JSON.stringify(selection)).digest('hex').slice(0, 8),
    host: sender.email.split('@')[1] ?? 'localhost',
    sender,
    to: config.mail.to.map(parseAddress),
    cc: config.mail.cc.map(parseAddress),
    date: Date.parse(selection.asOf) / 1000,
    context: selection,
    referenceOn: makeReferenceStyle({ config }, selection.customs),
    optOut: config.mail.optOut ?? (isKernelList(selection.customs?.stableList) ? KERNEL_OPT_OUT : undefined),
    version,
  };
}

/** One mail after the other, so that a thousand large patches never stand in memory at once. */
async function* walkMails(workspace: Workspace, selection: Selection, run: MailRun): AsyncGenerator<Buffer> {
  const proposals = selection.commits.filter((commit) => commit.lane === 'proposal');
  const first = proposals[0];
  const threadId = first === undefined ? undefined : buildMessageId(run, 1, first.sha);
  for (const [at, selected] of proposals.entries()) {
    throwIfStopped(workspace.signal);
    workspace.progress({ step: 'mails', done: at, total: proposals.length, unit: 'mails' });
    const inReplyTo = at === 0 ? undefined : threadId;
    yield renderMbox([await renderMail(workspace.repository, { run, number: at + 1, selection, selected, inReplyTo })]);
  }
}

/** Mails about tagged commits that do not apply, for those who want no others. */
function planFailures(workspace: Workspace, { commits }: Selection, run: MailRun): readonly OutputFile[] {
  const failed = commits.filter((commit) => findFailures(commit).length > 0);
  return failed.length === 0 ? [] : [{ name: FAILURES, content: walkFailures(workspace, failed, run) }];
}

async function* walkFailures(
  { repository, signal }: Workspace,
  failed: readonly SelectedCommit[],
  run: MailRun,
): AsyncGenerator<Buffer> {
  const own: MailRun = { ...run, id: createHash('sha256').update(`${run.id} failures`).digest('hex').slice(0, 8) };
  for (const [at, selected] of failed.entries()) {
    throwIfStopped(signal);
    const commit = await readCommit(repository, selected.sha);
    const patch = parsePatch(await repository.mailPatch(selected.sha));
    yield renderMbox([renderFailure({ run: own, number: at + 1, commit, patch, selected })]);
  }
}

interface MailPlan {
  readonly run: MailRun;
  readonly number: number;
  readonly selection: Selection;
  readonly selected: SelectedCommit;
  readonly inReplyTo: string | undefined;
}

async function renderMail(repository: Repository, plan: MailPlan): Promise<Buffer> {
  const patch = await readMailPatch(repository, plan.selection, plan.selected);
  return renderProposal({ ...plan, ...patch, commit: await readCommit(repository, plan.selected.sha) });
}
