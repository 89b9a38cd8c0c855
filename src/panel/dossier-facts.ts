import type { BranchAnswer, Fact } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import type { Mail, MailThread, Neighbour } from '../history/index.ts';
import { showLine } from './tools/plain-text.ts';
import type { ToolFinding } from './types.ts';

/** A piece of the repository's own documentation. */
export interface Passage {
  /** File and line, or what else a person can open. */
  readonly source: string;
  readonly title: string;
  readonly text: string;
}

const SHOWN = { yes: 4, no: 4, mails: 20, quote: 100 };

export const numberFacts = (facts: readonly Fact[]): readonly ToolFinding[] =>
  facts.map(({ says, source, quote, detail }) => ({
    says: showLine(says),
    source: showLine(source),
    text: (detail ?? (quote === undefined ? [] : [quote])).join('\n'),
  }));

export const sayBranches = (branches: readonly BranchAnswer[], sha: Sha): readonly ToolFinding[] =>
  branches.map(({ branch, says, why, affected, applies, prerequisites }) => {
    const first = prerequisites.length === 0 ? '' : `; first ${prerequisites.map((id) => id.slice(0, 12)).join(', ')}`;
    return {
      says: showLine(`${branch}: ${says}; affected: ${affected}; applies: ${applies}${first}. ${why}`),
      source: `autosel facts ${sha.slice(0, 12)}`,
      text: '',
    };
  });

/** Both kinds, so that a reader sees where the line was drawn; in order of nearness. */
export const sayPrecedents = (
  precedents: readonly Pick<Neighbour, 'sha' | 'subject' | 'decision' | 'takenBy' | 'because'>[],
): readonly ToolFinding[] => {
  const taken = precedents.filter(({ decision }) => decision === 'yes').slice(0, SHOWN.yes);
  const left = precedents.filter(({ decision }) => decision === 'no').slice(0, SHOWN.no);
  const chosen = new Set([...taken, ...left]);
  return precedents
    .filter((each) => chosen.has(each))
    .map(({ sha, subject, decision, takenBy, because }) => {
      const id = sha.slice(0, 12);
      const decided = decision === 'yes' ? `taken by ${takenBy.join(', ')}` : 'taken by no stable branch';
      const alike = because.length === 0 ? '' : ` Alike in: ${because.join(', ')}.`;
      return { says: showLine(`${id} ("${subject}") was ${decided}.${alike}`), source: `git show ${id}`, text: '' };
    });
};

/** What mails say by their words, quoted; masked, mails to the stable list are left out. */
export const sayMails = (thread: MailThread, { masked }: { readonly masked: boolean }): readonly ToolFinding[] => {
  const stable = masked ? [] : thread.stable.flatMap(({ mail, replies }) => [mail, ...replies]);
  return [...thread.replies, ...stable]
    .filter(({ signals }) => signals.length > 0)
    .slice(0, SHOWN.mails)
    .map(sayMail);
};

const sayMail = ({ id, from, sent, signals }: Mail): ToolFinding => ({
  says: showLine(
    `${from.name || from.email} wrote on ${new Date(sent * 1000).toISOString().slice(0, 10)} (${signals.map(({ kind }) => kind).join(', ')}).`,
  ),
  source: showLine(id),
  text: signals.map(({ quote }) => quote).join('\n'),
});

export const sayPassages = (passages: readonly Passage[]): readonly ToolFinding[] =>
  passages.map(({ source, title, text }) => ({ says: showLine(title), source: showLine(source), text }));
