import { sayDifference } from './difference.ts';
import { MACHINE_NOTICE, renderExplanation } from './explain.ts';
import { renderPatchMail } from './patch-mail.ts';
import type { PatchMail } from './patch-mail.ts';
import { proposalHeaders, sayHowToAnswer } from './proposal.ts';
import type { HeaderField } from './skeleton/index.ts';
import type { BranchSeries, SelectedCommit, SeriesCommit } from './types.ts';
import { versionOf } from './versions.ts';
import { plainText, wrapText } from './wrap.ts';

export interface SeriesMailInput extends Pick<PatchMail, 'run' | 'number' | 'commit' | 'inReplyTo' | 'stableBase'> {
  readonly series: Pick<BranchSeries, 'branch' | 'tip'>;
  /** Mails of the whole file. */
  readonly total: number;
  readonly role: SeriesCommit['role'];
  /** The proposals that it is there for: the commit itself, or those that need it. */
  readonly proposals: readonly SelectedCommit[];
  /** The change as it is on the branch behind the mails before, and as mainline has it. */
  readonly patch: Buffer;
  readonly mainlinePatch: Buffer;
}

/** One mail of a file that `git am` applies to one branch from its first mail to its last. */
export function renderSeriesMail(input: SeriesMailInput): Buffer {
  const { series, number, total, role, proposals, commit, run } = input;
  const own = role === 'proposal' ? forBranch(proposals[0], series.branch) : undefined;
  const version = plainText(versionOf(series.branch));
  return renderPatchMail({
    ...input,
    branch: series.branch,
    mark: { words: ['AUTOSEL'], versions: { newest: version, oldest: version }, place: { number, total } },
    headers: [
      ...(own === undefined ? companionHeaders(input) : proposalHeaders(own)),
      { name: 'X-AUTOSEL-Base', value: `${series.branch} ${series.tip}` },
    ],
    explanation: own === undefined ? sayCompanion(input) : renderExplanation(own, run.context),
    notes: [
      sayPlace(input),
      sayDifference({ ...input, sha: commit.sha }),
      ...(own === undefined ? [] : [sayHowToAnswer(run)]),
    ],
  });
}

/** Whoever keeps one branch is not asked about the others. */
const forBranch = (selected: SelectedCommit, branch: string): SelectedCommit => ({
  ...selected,
  branches: selected.branches.filter((answer) => answer.branch === branch),
});

const companionHeaders = ({ role, commit }: SeriesMailInput): HeaderField[] => [
  { name: 'X-AUTOSEL-Decision', value: role },
  { name: 'X-AUTOSEL-Commit', value: commit.sha },
];

function sayCompanion({ role, proposals }: SeriesMailInput): string {
  const names = proposals.slice(0, 4).map(({ sha, subject }) => `${sha.slice(0, 12)} ("${plainText(subject)}")`);
  const more = proposals.length > names.length ? ` and ${proposals.length - names.length} more` : '';
  const why =
    role === 'prerequisite'
      ? `Prerequisite: not proposed for its own sake. Picked first, it lets these apply: ${names.join(', ')}${more}.`
      : `Repair: mainline mended with it what this file brings to the branch: ${names.join(', ')}${more}.`;
  return [wrapText(MACHINE_NOTICE), ['Decision summary:', ...wrapText(why, { lead: '  ' })]]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const sayPlace = ({ series, number, total }: SeriesMailInput): string =>
  `Made for ${plainText(series.branch)} at ${series.tip.slice(0, 12)}, mail ${number} of ${total}: apply the file as a whole, with "git am -3".`;
