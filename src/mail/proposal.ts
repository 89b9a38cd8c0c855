import type { Commit } from '../git/index.ts';
import { findGaps } from './gaps.ts';
import { renderExplanation } from './explain.ts';
import { renderPatchMail } from './patch-mail.ts';
import type { MailRun, PatchMail } from './patch-mail.ts';
import { sayDifference } from './difference.ts';
import type { HeaderField } from './skeleton/index.ts';
import type { SelectedCommit } from './types.ts';
import { findRange, oldestWanted } from './versions.ts';
import { plainText } from './wrap.ts';

export interface ProposalInput extends Pick<
  PatchMail,
  'run' | 'number' | 'commit' | 'patch' | 'inReplyTo' | 'stableBase'
> {
  readonly selected: SelectedCommit;
  /** The branch that `patch` was made for, its newest commit, and what must be picked there first; left out where it is mainline's. */
  readonly madeFor?:
    | { readonly branch: string; readonly tip: string; readonly after: readonly Pick<Commit, 'sha' | 'subject'>[] }
    | undefined;
  /** As mainline has it; left out where `patch` is that. */
  readonly mainlinePatch?: Buffer | undefined;
}

/** What a reader can do about a mail; `branch` is an example of those that it is about. */
export function sayHowToAnswer({ optOut, sender }: Pick<MailRun, 'optOut' | 'sender'>, branch?: string): string {
  const one = branch === undefined ? '' : `; with "for ${plainText(branch)}" behind it for that branch alone`;
  const tag = optOut === undefined ? '' : `add "Cc: <${plainText(optOut)}> # reason" to a commit, or `;
  const whom = sender.email.endsWith('@localhost') ? 'whoever sent this' : plainText(sender.email);
  return `How to answer: reply with one of these words at the beginning of a line, and why: drop, take, take also ID, wait, question${one}. A program may read it first; a person can overrule it. To be left alone, ${tag}ask ${whom} for an entry in the list of paths or authors.`;
}

/** The mail that proposes a commit for every branch that takes it, with the patch as the newest of them takes it. */
export const renderProposal = (input: ProposalInput): Buffer =>
  renderPatchMail({
    ...input,
    branch: input.madeFor?.branch,
    mark: { words: ['AUTOSEL'], versions: findRange(input.selected.branches), place: undefined },
    headers: [...proposalHeaders(input.selected), ...baseHeader(input)],
    explanation: renderExplanation(input.selected, input.run.context),
    notes: [sayPatch(input), sayGaps(input), sayHowToAnswer(input.run, oldestWanted(input.selected.branches))].filter(
      (note) => note !== '',
    ),
  });

/** What programs read of a proposal. */
export function proposalHeaders({ sha, probability, branches, verdict }: SelectedCommit): HeaderField[] {
  const answers = branches.map(
    ({ branch, answer }) => `${branch.replace(/[\s=,]/g, '_')}=${answer.replaceAll(' ', '-')}`,
  );
  const asked = [...(verdict?.judgements ?? []), ...(verdict?.referee === undefined ? [] : [verdict.referee])];
  const models = [...new Set(asked.map(({ model }) => model.replace(/[\s,]/g, '_')))];
  return [
    { name: 'X-AUTOSEL-Decision', value: 'propose' },
    { name: 'X-AUTOSEL-Confidence', value: (verdict?.probability ?? probability)?.toFixed(2) ?? 'none' },
    ...(answers.length === 0 ? [] : [{ name: 'X-AUTOSEL-Branches', value: answers.join(', ') }]),
    ...(models.length === 0 ? [] : [{ name: 'X-AUTOSEL-Models', value: models.join(', ') }]),
    { name: 'X-AUTOSEL-Commit', value: sha },
  ];
}

const baseHeader = ({ madeFor }: ProposalInput): HeaderField[] =>
  madeFor === undefined ? [] : [{ name: 'X-AUTOSEL-Base', value: `${madeFor.branch} ${madeFor.tip}` }];

function sayPatch({ madeFor, commit, patch, mainlinePatch = patch }: ProposalInput): string {
  if (madeFor === undefined) return 'The patch: the diff is that of mainline; it was made for no branch.';
  const after = madeFor.after.map((each) => `${each.sha.slice(0, 12)} ("${plainText(each.subject)}")`).join(', ');
  const where = `${plainText(madeFor.branch)} at ${madeFor.tip.slice(0, 12)}${after === '' ? '' : `, behind ${after}`}`;
  return `The patch: made for ${where}, where "git am" takes it. ${sayDifference({ patch, mainlinePatch, sha: commit.sha })} Other branches: "git am -3", or the file of the branch.`;
}

/** A range in the subject names its ends; who stands between them and does not take it must be told. */
function sayGaps({ selected: { branches } }: ProposalInput): string {
  const gaps = findGaps(branches).map(({ branch, says }) => `${plainText(branch)} (${plainText(says)})`);
  return gaps.length === 0 ? '' : `Not for all between the ends of the range: ${gaps.join(', ')}.`;
}
