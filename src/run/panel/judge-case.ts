import {
  addSums,
  askMember,
  askReferee,
  askRefutation,
  checkCitations,
  checkJudgement,
  decide,
  firstNumberOf,
  hashPrompts,
  isDisputed,
  listOpposed,
  markRefuted,
  NOTHING_SPENT,
  proveRefutations,
  warnOfFacts,
  type CheckContext,
  type CheckedJudgement,
  type JudgementToCheck,
  type Member,
  type MemberAnswer,
  type NumberedFact,
  type PanelPrompts,
  type Policy,
  type RawJudgement,
  type SilentMember,
  type TalkLimits,
  type ToolUse,
  type Turn,
  type Verdict,
} from '../../panel/index.ts';
import { hashInputs } from '../ledger.ts';
import type { PanelCase } from './case.ts';
import type { Keeper } from './keeper.ts';
import type { Outage } from './outage.ts';
import type { Purse } from './purse.ts';

/** Who judges and by which rules. */
export interface Panel {
  /** Without the referee. */
  readonly members: readonly Member[];
  readonly referee: Member | undefined;
  readonly prompts: PanelPrompts;
  readonly policy: Policy;
  readonly limits: Partial<TalkLimits>;
}

/** Who wants to hear what happens while it happens. */
export interface PanelListener {
  /** A model's words as they come, with the member's name: nothing in them was looked up yet. */
  readonly onText?: (member: string, rawText: string) => void;
  readonly onUse?: (member: string, use: ToolUse) => void;
  /** Each answer as soon as it is there; whether it was kept by an earlier call, so that nobody was asked. */
  readonly onAnswer?: (answer: MemberAnswer, kept: boolean) => void;
}

export interface PanelSession {
  readonly panel: Panel;
  readonly keeper: Keeper;
  readonly purse: Pick<Purse, 'mayAsk'>;
  readonly outage: Outage;
  readonly signal: AbortSignal;
  readonly listener?: PanelListener | undefined;
  /** Panel and triage together; undefined until enough is known. */
  readonly combine: (votes: Pick<Verdict, 'triage' | 'yesShare'>) => number | undefined;
}

type Round = MemberAnswer['round'];

/**
 * Asks the members, each alone; looks up what they claim; where they disagree, lets each refute the claims of the other side and asks the
 * referee; and decides. Every finished question is a step that is not done again. Throws StoppedError on the signal.
 */
export async function judgeCase(session: PanelSession, one: PanelCase): Promise<Verdict> {
  const { members, policy } = session.panel;
  const first = await Promise.all(members.map((member) => askFirst(session, one, member)));
  const checked = (await Promise.all(first.map((answer, at) => checkAnswer(one, members[at], answer)))).flat();
  const disputed = isDisputed(checked, policy);
  const refuting = disputed ? await askRefuting(session, one, { checked, first }) : NOTHING_REFUTED;
  const judgements = disputed ? refuting.judgements : checked;
  const ruling = disputed
    ? await askRuling(session, one, { judgements, answers: [...first, ...refuting.answers] })
    : [];
  const all = [...first, ...refuting.answers, ...ruling];
  const verdict = decide({
    sha: one.dossier.sha,
    judgements,
    silent: [...first, ...ruling].flatMap(toSilent),
    referee: await checkRuling(session, one, all),
    triage: one.dossier.triage,
    probability: undefined,
    warnings: [...new Set([...one.dossier.warnings, ...warnOfFacts(all.flatMap(({ facts }) => facts))])],
    spent: all.reduce((sum, { spent }) => addSums(sum, spent), NOTHING_SPENT),
    policy,
  });
  return { ...verdict, probability: session.combine(verdict) };
}

const askFirst = (session: PanelSession, one: PanelCase, member: Member): Promise<MemberAnswer> =>
  keepAnswer(session, one, { member, round: 'first', given: [], ask: (turn) => askMember(turn) });

interface Asking {
  readonly member: Member;
  readonly round: Round;
  /** What is put before the member beyond the dossier. */
  readonly given: unknown;
  readonly ask: (turn: Turn) => Promise<MemberAnswer>;
}

async function keepAnswer(session: PanelSession, one: PanelCase, asking: Asking): Promise<MemberAnswer> {
  const { panel, keeper } = session;
  const { member, round, ask } = asking;
  const { id, abilities } = member.model;
  const settings = [member.prompt, id, abilities, member.tools, panel.limits];
  const shown = [hashInputs([one.dossier, asking.given]), one.tools.map(({ name }) => name)];
  const inputs = [hashPrompts(panel.prompts), settings, shown];
  const plan = { kind: 'answer', member: `${member.name} ${round}`, inputs } as const;
  let kept = true;
  const given = await keeper.once(one.dossier.sha, plan, {
    make: () => {
      kept = false;
      return ask(turnOf(session, one, asking));
    },
    keep: isFinal,
  });
  const answer = session.outage.explain(given);
  session.listener?.onAnswer?.(answer, kept);
  return answer;
}

function turnOf(session: PanelSession, { dossier, tools }: PanelCase, { member, round }: Asking): Turn {
  const { panel, purse, outage, signal, listener } = session;
  const { onText, onUse } = listener ?? {};
  const at = member === panel.referee ? panel.members.length : panel.members.indexOf(member);
  return {
    ...{ member, dossier, tools, signal },
    prompts: panel.prompts,
    firstNumber: firstNumberOf(dossier.facts, { member: at, round }),
    limits: panel.limits,
    mayAsk: (next) => outage.why === undefined && purse.mayAsk(member.model.name, next),
    onText: onText && ((rawText) => onText(member.name, rawText)),
    onUse: onUse && ((use) => onUse(member.name, use)),
  };
}

/** A service that was down or a purse that was empty says nothing about the commit: a later call asks again. */
export const passes = (silence: SilentMember['silence']): boolean =>
  ['unavailable', 'denied', 'budget'].includes(silence);

export const isFinal = (answer: MemberAnswer): boolean => answer.kind !== 'silent' || !passes(answer.silence);

const contextWith = ({ dossier, context }: PanelCase, found: readonly NumberedFact[]): CheckContext => ({
  ...context,
  facts: [...dossier.facts, ...found],
});

async function checkAnswer(one: PanelCase, member: Member, answer: MemberAnswer): Promise<readonly CheckedJudgement[]> {
  if (answer.kind !== 'judged') return [];
  return [await checkJudgement(judgementOf(member, answer.rawJudgement), contextWith(one, answer.facts))];
}

const judgementOf = ({ name, role, weight, model }: Member, rawJudgement: RawJudgement): JudgementToCheck => ({
  ...{ member: name, role, weight, model: model.label, rawJudgement },
});

/** The referee may cite what any member found. */
async function checkRuling(
  { panel }: PanelSession,
  one: PanelCase,
  answers: readonly MemberAnswer[],
): Promise<CheckedJudgement | undefined> {
  const ruling = answers.find(({ round }) => round === 'referee');
  if (panel.referee === undefined || ruling?.kind !== 'judged') return undefined;
  const found = answers.flatMap(({ facts }) => facts);
  return checkJudgement(judgementOf(panel.referee, ruling.rawJudgement), contextWith(one, found));
}

interface Refuting {
  readonly judgements: readonly CheckedJudgement[];
  readonly answers: readonly MemberAnswer[];
}
const NOTHING_REFUTED: Refuting = { judgements: [], answers: [] };

interface Dispute {
  readonly checked: readonly CheckedJudgement[];
  readonly first: readonly MemberAnswer[];
}

/** Each member is shown what the other side claims, without names; what it refutes with a citation that holds counts. */
async function askRefuting(session: PanelSession, one: PanelCase, { checked, first }: Dispute): Promise<Refuting> {
  const found = first.flatMap(({ facts }) => facts);
  const asked = session.panel.members.flatMap((member) => {
    const own = checked.find((judgement) => judgement.member === member.name);
    const claims = own === undefined ? [] : listOpposed(own, checked);
    return claims.length === 0 ? [] : [{ member, claims }];
  });
  const answers = await Promise.all(
    asked.map(({ member, claims }) =>
      keepAnswer(session, one, {
        ...{ member, round: 'refute', given: [claims, found] },
        ask: (turn) => askRefutation({ ...turn, claims, found }),
      }),
    ),
  );
  const proven = await Promise.all(answers.map((answer) => prove(one, answer, found)));
  return { judgements: markRefuted(checked, proven), answers };
}

async function prove(one: PanelCase, answer: MemberAnswer, found: readonly NumberedFact[]) {
  const raw = answer.kind === 'refuted' ? answer.rawRefutations : [];
  const context = contextWith(one, [...found, ...answer.facts]);
  const refutations = await proveRefutations(raw, ({ citations, why }) =>
    checkCitations(citations, { context, claim: why }),
  );
  return { member: answer.member, refutations };
}

interface Disputed {
  readonly judgements: readonly CheckedJudgement[];
  readonly answers: readonly MemberAnswer[];
}

/** The referee's answer; empty where the panel has none. */
async function askRuling(
  session: PanelSession,
  one: PanelCase,
  { judgements, answers }: Disputed,
): Promise<readonly MemberAnswer[]> {
  const { referee } = session.panel;
  if (referee === undefined) return [];
  const found = answers.flatMap(({ facts }) => facts);
  const ask = (turn: Turn): Promise<MemberAnswer> => askReferee({ ...turn, judgements, found });
  return [await keepAnswer(session, one, { member: referee, round: 'referee', given: [judgements, found], ask })];
}

const toSilent = (answer: MemberAnswer): readonly SilentMember[] => {
  if (answer.kind !== 'silent') return [];
  const { member, role, model, silence, why } = answer;
  return [{ member, role, model, silence, why }];
};
