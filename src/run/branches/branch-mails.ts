import { createHash } from 'node:crypto';
import type { Sha } from '../../git/index.ts';
import { buildMessageId, renderMbox, renderSeriesMail, type MailRun } from '../../mail/index.ts';
import { nameBranchFiles } from './branch-files.ts';
import type { OutputFile } from '../files.ts';
import { pickBranch, type PickedBranch } from './pick-branch.ts';
import { readCommit } from '../read-commit.ts';
import { readStableBase } from './stable-base.ts';
import { throwIfStopped } from '../stop.ts';
import type { SelectedCommit, Selection, SeriesCommit } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { plural } from '../../plural.ts';

/** What is in a file, for people. */
export interface FileContents {
  readonly says: string;
  /** Proposals of the branch that are not in it, and why. */
  readonly leftOut: readonly string[];
}

export interface BranchFiles {
  readonly files: readonly OutputFile[];
  /** By the name of the file. */
  readonly contents: ReadonlyMap<string, FileContents>;
  close(): Promise<void>;
}

/** For each branch that gets some of the proposals a file of mails that applies to it from its first mail to its last. */
export async function planBranchFiles(workspace: Workspace, selection: Selection, run: MailRun): Promise<BranchFiles> {
  const names = nameBranchFiles(selection.series.map(({ branch }) => branch));
  const picked: PickedBranch[] = [];
  const close = async (): Promise<void> => void (await Promise.all(picked.map((each) => each.close())));
  try {
    for (const series of selection.series) picked.push(await pickBranch(workspace, series));
  } catch (error) {
    await close();
    throw error;
  }
  const full = picked.filter(({ steps }) => steps.length > 0);
  const nameOf = ({ series }: PickedBranch): string => names.get(series.branch) ?? '';
  return {
    files: full.map((branch) => ({ name: nameOf(branch), content: walkBranch(workspace, { selection, run, branch }) })),
    contents: new Map(full.map((branch) => [nameOf(branch), { says: sayMails(branch), leftOut: sayLeft(branch) }])),
    close,
  };
}

interface BranchMails {
  readonly selection: Selection;
  readonly run: MailRun;
  readonly branch: PickedBranch;
}

async function* walkBranch(workspace: Workspace, { selection, run, branch }: BranchMails): AsyncGenerator<Buffer> {
  const { repository, signal, progress } = workspace;
  const { series, steps } = branch;
  const own: MailRun = {
    ...run,
    id: createHash('sha256').update(`${run.id} ${series.branch}`).digest('hex').slice(0, 8),
  };
  const threadId = buildMessageId(own, 1, steps[0].step.commit);
  const stableBase = await readStableBase(repository, series.tip);
  for (const [at, { step, planned }] of steps.entries()) {
    throwIfStopped(signal);
    progress({ step: `mails for ${series.branch}`, done: at, total: steps.length, unit: 'mails' });
    yield renderMbox([
      renderSeriesMail({
        run: own,
        number: at + 1,
        total: steps.length,
        series,
        stableBase,
        role: planned.role,
        proposals: findProposals(selection, branch, planned),
        commit: await readCommit(repository, step.commit),
        patch: await branch.patch(step),
        mainlinePatch: await repository.mailPatch(step.commit),
        inReplyTo: at === 0 ? undefined : threadId,
      }),
    ]);
  }
}

/** The commit itself, or those that it comes with. */
function findProposals({ commits }: Selection, { steps }: PickedBranch, planned: SeriesCommit): SelectedCommit[] {
  const wanted = new Set<Sha>(
    planned.role === 'proposal'
      ? [planned.sha]
      : steps.filter((each) => each.planned.needs.includes(planned.sha)).map((each) => each.planned.sha),
  );
  return commits.filter(({ sha }) => wanted.has(sha));
}

/** `14 mails, 2 prerequisites among them`. */
function sayMails({ steps }: PickedBranch): string {
  const roles = (['prerequisite', 'repair'] as const).flatMap((role) => {
    const n = steps.filter(({ planned }) => planned.role === role).length;
    return n === 0 ? [] : [plural(n, role)];
  });
  const mails = plural(steps.length, 'mail');
  return roles.length === 0 ? mails : `${mails}, ${roles.join(' and ')} among them`;
}

const sayLeft = ({ series, left }: PickedBranch): readonly string[] => [
  ...(series.adapt.length === 0 ? [] : [`${series.adapt.length} to be adapted`]),
  ...left.map(({ sha, subject, why }) => `${sha.slice(0, 12)} ("${subject}"): ${why}`),
];
