import { fence } from './fence.ts';
import { fitDossier } from './fit-dossier.ts';
import { buildJudgementForm, parseJudgement } from './judgement.ts';
import type { PanelPrompts } from './prompt-texts.ts';
import { readFreeText } from './reader.ts';
import { talk } from './talk.ts';
import type { NextQuestion, TalkEnd, TalkForm, TalkLimits } from './talk-types.ts';
import { TALK_LIMITS } from './talk-types.ts';
import { estimateTokens } from './tokens.ts';
import type { Dossier, Member, MemberAnswer, NumberedFact, PanelTool, RawJudgement } from './types.ts';

/** One member's turn about one commit, and all that it needs. */
export interface Turn {
  readonly member: Member;
  readonly dossier: Dossier;
  readonly prompts: PanelPrompts;
  /** What the member may call, if it may call anything. */
  readonly tools: readonly PanelTool[];
  /** Changes to {@link TALK_LIMITS}. */
  readonly limits?: Partial<TalkLimits> | undefined;
  /** Asked before each question; false when no money is left for it: the member is silent then. */
  readonly mayAsk?: ((next: NextQuestion) => boolean) | undefined;
  readonly signal: AbortSignal;
  readonly onText?: ((rawText: string) => void) | undefined;
}

/** A turn of the referee, who is given what the others said as facts behind those of the dossier. */
export interface RefereeTurn extends Turn {
  readonly statements: readonly NumberedFact[];
}

/**
 * Asks one member about one commit, alone: it sees nothing of the others. Whatever the model does comes back as a judgement or as
 * a silence with its reason. Throws StoppedError on the signal, and UsageError when the person must act.
 */
export const askMember = async (turn: Turn): Promise<MemberAnswer> =>
  answerAs(turn, 'first', await talk(planTalk(turn, [])));

/** Asks the referee, who is told what each side says and how the checks of it came out. Errors as for {@link askMember}. */
export const askReferee = async (turn: RefereeTurn): Promise<MemberAnswer> => {
  const end = await talk(planTalk(turn, turn.statements));
  return answerAs(turn, 'referee', { ...end, facts: [...turn.statements, ...end.facts] });
};

/** The system prompt of a member; safety stands first. */
export const buildSystem = ({ member, prompts, tools }: Pick<Turn, 'member' | 'prompts' | 'tools'>): string => {
  const own = mayCall(member) && tools.length > 0 ? [prompts.tools] : [];
  return [prompts.safety, prompts.common, ...own, member.prompt].map((text) => text.trim()).join('\n\n');
};

/** The first message of a member in at most so many tokens. */
export const buildOpening = (
  dossier: Dossier,
  { tokens, statements = [] }: { readonly tokens: number; readonly statements?: readonly NumberedFact[] },
): string => {
  const said = statements.map(({ number, says }) => `[${number}] ${says}`).join('\n');
  const added = said === '' ? '' : `\n\n# What the members say\n${fence('statements', said)}`;
  return `${fitDossier(dossier, tokens - estimateTokens(added)).text}${added}\n\n${ASKED}`;
};

const ASKED =
  'Does this commit belong on a stable branch? Judge it by the rules above, and cite what each claim rests on.';

export const mayCall = ({ tools, model }: Member): boolean => tools && model.abilities.tools;

const planTalk = (turn: Turn, statements: readonly NumberedFact[]) => {
  const { member, dossier, prompts, limits, mayAsk, signal, onText } = turn;
  const tools = mayCall(member) ? turn.tools : [];
  return {
    model: member.model,
    system: buildSystem({ member, prompts, tools }),
    open: (tokens: number) => buildOpening(dossier, { tokens, statements }),
    tools,
    firstNumber: nextNumber([...dossier.facts, ...statements]),
    form: makeJudgementForm(member, dossier),
    limits: { ...TALK_LIMITS, ...limits },
    ...{ mayAsk, signal, onText },
  };
};

export const nextNumber = (facts: readonly NumberedFact[]): number =>
  facts.reduce((most, { number }) => Math.max(most, number), 0) + 1;

const makeJudgementForm = ({ model }: Member, { branches, message, patch }: Dossier): TalkForm<RawJudgement> => {
  // Without tools it is a program or a file: a grammar or nothing holds it, and neither ends a text that a bound does not.
  const options = { branches, bounded: !model.abilities.tools };
  const strict = buildJudgementForm(options);
  const forgiving = buildJudgementForm({ ...options, forgiving: true });
  const parse = (answer: unknown): RawJudgement => parseJudgement(answer, { ...options, forgiving: true });
  return {
    build: (isForgiving) => (isForgiving ? forgiving : strict),
    parse,
    read: (rawText) => readFreeText(rawText, { parse, given: `${message}\n${patch}` }),
  };
};

const answerAs = ({ member }: Turn, round: MemberAnswer['round'], end: TalkEnd<RawJudgement>): MemberAnswer => {
  const { facts, toolUses, spent } = end;
  const shared = { member: member.name, role: member.role, model: member.model.id, round, facts, toolUses, spent };
  return end.kind === 'answered'
    ? { ...shared, kind: 'judged', rawJudgement: end.answer }
    : { ...shared, kind: 'silent', silence: end.silence, why: end.why };
};
