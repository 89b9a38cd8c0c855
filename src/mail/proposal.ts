import { renderExplanation } from './explain.ts';
import { renderHeader } from './headers.ts';
import { renderPatchMail } from './patch-mail.ts';
import type { PatchMail } from './patch-mail.ts';
import type { SelectedCommit } from './types.ts';
import { sayVersions } from './versions.ts';

export interface ProposalInput extends Pick<PatchMail, 'run' | 'number' | 'commit' | 'patch' | 'inReplyTo'> {
  readonly selected: SelectedCommit;
}

export const HOW_TO_ANSWER =
  'How to answer: reply to this mail with "drop" or "take", for all branches or for some, and say why; a person reads it. To be left alone, add "Cc: <stable+noautosel@kernel.org> # reason" to a commit, or ask the sender for an entry in the list of paths or authors.';

/** The mail that proposes a commit for every branch that takes it, with mainline's own patch. */
export const renderProposal = (input: ProposalInput): Buffer =>
  renderPatchMail({
    ...input,
    mark: ['PATCH', 'AUTOSEL', sayVersions(input.selected.branches)].filter(Boolean).join(' '),
    headers: proposalHeaders(input.selected),
    explanation: renderExplanation(input.selected, input.run.context),
    notes: [HOW_TO_ANSWER],
  });

/** What programs read of a proposal. */
export function proposalHeaders({ sha, probability, branches }: SelectedCommit): string[] {
  const answers = branches.map(
    ({ branch, answer }) => `${branch.replace(/[\s=,]/g, '_')}=${answer.replaceAll(' ', '-')}`,
  );
  return [
    'X-AUTOSEL-Decision: propose',
    renderHeader('X-AUTOSEL-Confidence', probability?.toFixed(2) ?? 'none'),
    ...(answers.length === 0 ? [] : [renderHeader('X-AUTOSEL-Branches', answers.join(', '))]),
    `X-AUTOSEL-Commit: ${sha}`,
  ];
}
