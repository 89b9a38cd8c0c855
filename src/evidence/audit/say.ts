import { commitAt } from '../question.ts';
import { dayOf, DAY, listWords, nameCommit, plural, quoteForShell, shortId } from '../words.ts';
import type { AuditFinding, AuditQuestion } from './types.ts';

export const daysSince = (since: number, asOf: number): number => Math.max(0, Math.floor((asOf - since) / DAY));

/** One sentence for people. */
export function sayFinding({ history, asOf }: AuditQuestion, finding: AuditFinding): string {
  const missing = nameCommit(commitAt(history, finding.row));
  const age = plural(daysSince(finding.since, asOf), 'day');
  const taken = finding.taken === undefined ? '' : sayTaken(finding.taken);
  const target = finding.taken === undefined ? '' : nameCommit(commitAt(history, finding.taken.row));
  const others = finding.branches.length === 0 ? '' : ` ${listWords(finding.branches, 4)} took it.`;
  switch (finding.kind) {
    case 'reverted upstream':
      return `${target}, ${taken}, was reverted on mainline by ${missing}: for ${age} here.${others}`;
    case 'missing fix':
      return `${target}, ${taken}, was repaired by ${missing}${finding.how === 'sentence' ? ', which says so in a sentence' : ''}: missing for ${age}.${others}`;
    case 'gap':
      return `${missing} is missing here for ${age}, though older branches have it: ${listWords(finding.branches, 4)}.`;
    case 'newer lacks it':
      return `${missing}, ${taken}, is missing for ${age} in newer branches: ${listWords(finding.branches, 4)}.`;
  }
}

const sayTaken = ({ stableSha, knownSince }: NonNullable<AuditFinding['taken']>): string =>
  `taken as ${shortId(stableSha)} on ${dayOf(knownSince)}`;

/** Git commands that show it. The last one lists what names the missing commit there: no copy of it when the finding is right. */
export function buildCommands({ history, branch }: AuditQuestion, finding: AuditFinding): readonly string[] {
  const { sha } = commitAt(history, finding.row);
  const refs =
    finding.kind === 'newer lacks it'
      ? history.branches.filter(({ name }) => finding.branches.includes(name)).map(({ ref }) => ref)
      : [history.branches[branch].ref];
  const copies = finding.taken === undefined ? copiesOn({ history, finding }) : [finding.taken.stableSha];
  return [
    ...copies.map((copy) => `git show -s ${shortId(copy)}`),
    `git show -s ${shortId(sha)}`,
    ...refs.map(
      (ref) => `git log --oneline --grep=${shortId(sha)} ${quoteForShell(ref)} ^${quoteForShell(history.mainline.ref)}`,
    ),
  ];
}

/** The copy on the newest of the branches that have it. */
function copiesOn({
  history,
  finding,
}: {
  readonly history: AuditQuestion['history'];
  readonly finding: AuditFinding;
}) {
  const position = history.branches.findIndex(({ name }) => name === finding.branches[0]);
  const pick = history.picks(finding.row).find((each) => each.branch === position);
  return pick === undefined ? [] : [pick.stableSha];
}
