import type { BranchAnswer, Fact } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import { buildMaskedBody, buildMaskedSubject } from '../history/index.ts';
import type { MailThread, Neighbour } from '../history/index.ts';
import { numberFacts, sayBranches, sayMails, sayPassages, sayPrecedents } from './dossier-facts.ts';
import type { Passage } from './dossier-facts.ts';
import { fitParts } from './fit-dossier.ts';
import { chooseGuidance } from './guidance.ts';
import type { Guidance } from './guidance.ts';
import { showPlain } from './tools/plain-text.ts';
import { estimateTokens } from './tokens.ts';
import type { Dossier, DossierPart, NumberedFact, ToolFinding } from './types.ts';
import { warnOfCommit, warnOfFacts } from './warnings.ts';
import { plural } from '../plural.ts';

/** All that is known about a commit before anybody is asked, as of the day of the question. */
export interface DossierInput {
  readonly commit: {
    readonly sha: Sha;
    readonly subject: string;
    readonly body: string;
    readonly author: string;
    /** ISO 8601. */
    readonly date: string;
  };
  /** The patch as text; bytes that were left out when it was read. */
  readonly patch: { readonly text: string; readonly cut: number; readonly paths: readonly string[] };
  readonly facts: readonly Fact[];
  readonly branches: readonly BranchAnswer[];
  /** Nearest first, decisions as of the day. */
  readonly precedents: readonly Pick<Neighbour, 'sha' | 'subject' | 'decision' | 'takenBy' | 'because'>[];
  /** Of the repository's own documentation, best first. */
  readonly passages: readonly Passage[];
  /** All that there is; what fits is chosen here. */
  readonly guidance: readonly Guidance[];
  readonly mail: MailThread | undefined;
  readonly triage: number | undefined;
  /** Leaves out what gives the decision away: requests for stable branches, marks of copies. For backtests. */
  readonly masked: boolean;
  /** Tokens that all parts may have together, estimated. */
  readonly tokens: number;
}

/**
 * What every member is given about one commit. What a program found is numbered in one row: facts, branches, precedents, mails,
 * passages. The probability of triage is kept beside it and never shown: members judge without it.
 */
export const buildDossier = (input: DossierInput): Dossier => {
  const { commit, patch, masked } = input;
  const subject = masked ? buildMaskedSubject(commit.subject) : commit.subject;
  const body = (masked ? buildMaskedBody(commit.body) : commit.body).trim();
  const rawMessage = body === '' ? subject : `${subject}\n\n${body}`;
  // Hidden characters are shown by their numbers; warnings look at what was there.
  const [message, shownPatch] = [showPlain(rawMessage), showPlain(patch.text)];
  const numbered = numberAll(input);
  const facts = numbered.flatMap((each) => each.facts);
  const whole: readonly DossierPart[] = [
    part('commit', 'The commit', renderCommit(commit, message)),
    part('patch', 'Its patch', shownPatch),
    ...numbered.map(({ kind, title, facts: own }) => part(kind, title, renderRow(own))),
    ...adviseOn(input, { subject, body }),
  ].filter(({ text }) => text !== '');
  const { parts, cut } = fitParts({ parts: whole, patch: shownPatch }, input.tokens);
  const unread = patch.cut > 0 ? [`patch: ${plural(patch.cut, 'byte was', 'bytes were')} not read`] : [];
  return {
    ...{ sha: commit.sha, subject, message, patch: shownPatch, branches: input.branches.map(({ branch }) => branch) },
    ...{ facts, parts, cut: [...unread, ...cut], triage: input.triage },
    warnings: [...warnOfCommit(rawMessage, patch.text), ...warnOfFacts(facts)],
  };
};

const part = (kind: DossierPart['kind'], title: string, text: string): DossierPart => ({
  ...{ kind, title, text },
  tokens: estimateTokens(text),
});

const renderCommit = ({ sha, author, date }: DossierInput['commit'], message: string): string =>
  `commit ${sha}\nAuthor: ${author}\nDate: ${date}\n\n${message}`;

interface NumberedPart {
  readonly kind: DossierPart['kind'];
  readonly title: string;
  readonly facts: readonly NumberedFact[];
}

const numberAll = ({
  commit,
  facts,
  branches,
  precedents,
  passages,
  mail,
  masked,
}: DossierInput): readonly NumberedPart[] => {
  const shown = masked ? facts.filter((fact) => !tellsDecision(fact)) : facts;
  const rows: readonly (readonly [DossierPart['kind'], string, readonly ToolFinding[]])[] = [
    ['facts', 'Facts', numberFacts(shown)],
    [
      'branches',
      'What each stable branch would do with it, as far as a program can tell',
      sayBranches(branches, commit.sha),
    ],
    ['precedents', 'Like commits and what was decided about them by then', sayPrecedents(precedents)],
    ['mail', 'What was said about it in mails', mail === undefined ? [] : sayMails(mail, { masked })],
    ['documentation', 'From the documentation of this repository', sayPassages(passages)],
  ];
  let next = 1;
  return rows.map(([kind, title, findings]) => ({
    kind,
    title,
    facts: findings.map((finding) => ({ number: next++, ...finding })),
  }));
};

/** The author's own request, which backtests ask about separately. */
const tellsDecision = ({ kind, says, quote = '', detail = [] }: Fact): boolean =>
  kind === 'cc-stable' || /\bstable@|\bcc: *<?stable|tagged for stable/i.test([says, quote, ...detail].join('\n'));

/** One fact a line, what it quotes indented below. */
const renderRow = (facts: readonly NumberedFact[]): string =>
  facts
    .map(({ number, says, source, text }) => {
      const quoted =
        text === ''
          ? ''
          : `\n${text
              .split('\n')
              .map((line) => `    ${line}`)
              .join('\n')}`;
      return `[${number}] ${says} (${source})${quoted}`;
    })
    .join('\n');

const adviseOn = (
  { guidance, patch }: DossierInput,
  message: { readonly subject: string; readonly body: string },
): readonly DossierPart[] => {
  const added = patch.text.match(/^\+(?!\+\+ ).*$/gm)?.join('\n') ?? '';
  const chosen = chooseGuidance(guidance, { ...message, paths: patch.paths, added });
  return chosen.map(({ title, text }) => part('guidance', `Guidance: ${title}`, text));
};
