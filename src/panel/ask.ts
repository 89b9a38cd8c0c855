import { listAll, renderContested } from './contested.ts';
import { firstNumberOf } from './fact-numbers.ts';
import { fitDossier } from './fit-dossier.ts';
import { buildJudgementForm, parseJudgement } from './judgement.ts';
import type { PanelPrompts } from './prompt-texts.ts';
import { readFreeText } from './reader.ts';
import { talk } from './talk.ts';
import { TALK_LIMITS } from './talk-types.ts';
import type { NextQuestion, Talk, TalkEnd, TalkForm, TalkLimits } from './talk-types.ts';
import { estimateTokens } from './tokens.ts';
import type {
  CheckedJudgement,
  Dossier,
  Member,
  MemberAnswer,
  NumberedFact,
  PanelTool,
  RawJudgement,
  ToolUse,
} from './types.ts';

/** One member's turn about one commit, and all that it needs. */
export interface Turn {
  readonly member: Member;
  readonly dossier: Dossier;
  readonly prompts: PanelPrompts;
  /** What the member may call, if it may call anything. */
  readonly tools: readonly PanelTool[];
  /** The number of the first fact that it finds, see `firstNumberOf`; by default the one behind the dossier's. */
  readonly firstNumber?: number | undefined;
  /** Changes to {@link TALK_LIMITS}. */
  readonly limits?: Partial<TalkLimits> | undefined;
  /** Asked before each question; false when no money is left for it: the member is silent then. */
  readonly mayAsk?: ((next: NextQuestion) => boolean) | undefined;
  readonly signal: AbortSignal;
  readonly onText?: ((rawText: string) => void) | undefined;
  readonly onUse?: ((use: ToolUse) => void) | undefined;
}

/** A turn of the referee, who is given what both sides claim and how that was checked. */
export interface RefereeTurn extends Turn {
  readonly judgements: readonly CheckedJudgement[];
  /** Facts of all members that their claims may cite, beyond the dossier. */
  readonly found: readonly NumberedFact[];
}

/**
 * Asks one member about one commit, alone: it sees nothing of the others. Whatever the model does comes back as a judgement or as
 * a silence with its reason. Throws StoppedError on the signal, and UsageError when the person must act.
 */
export const askMember = async (turn: Turn): Promise<MemberAnswer> =>
  answerJudgement(
    turn,
    'first',
    await talk(planTalk(turn, { form: makeJudgementForm(turn), section: '', asked: ASKED })),
  );

/** Asks the referee, who is told no names. Errors as for {@link askMember}. */
export const askReferee = async (turn: RefereeTurn): Promise<MemberAnswer> => {
  const section = `# What the members claim\n${renderContested(listAll(turn.judgements), turn.found)}`;
  const end = await talk(planTalk(turn, { form: makeJudgementForm(turn), section, asked: ASKED }));
  return answerJudgement(turn, 'referee', end);
};

/** The system prompt of a member; safety stands first. */
export const buildSystem = ({ member, prompts, tools }: Pick<Turn, 'member' | 'prompts' | 'tools'>): string => {
  const own = mayCall(member) && tools.length > 0 ? [prompts.tools] : [];
  return [prompts.safety, prompts.common, ...own, member.prompt].map((text) => text.trim()).join('\n\n');
};

/** The first message of a member in the first round, in at most so many tokens. */
export const buildOpening = (dossier: Dossier, tokens: number): string =>
  renderOpening(dossier, { tokens, section: '', asked: ASKED });

const ASKED =
  'Does this commit belong on a stable branch? Judge it by the rules above, and cite what each claim rests on.';

interface Opening {
  readonly tokens: number;
  /** What is added behind the dossier. */
  readonly section: string;
  readonly asked: string;
}

const renderOpening = (dossier: Dossier, { tokens, section, asked }: Opening): string => {
  const { text } = fitDossier(dossier, tokens - estimateTokens(section));
  return [text, section, asked].filter((part) => part !== '').join('\n\n');
};

const mayCall = ({ tools, model }: Member): boolean => tools && model.abilities.tools;

/** A member's conversation about the dossier and what stands behind it. */
export const planTalk = <T>(
  turn: Turn,
  { form, section, asked }: { readonly form: TalkForm<T> } & Pick<Opening, 'section' | 'asked'>,
): Talk<T> => {
  const { member, dossier, prompts, limits, mayAsk, signal, onText, onUse } = turn;
  const tools = mayCall(member) ? turn.tools : [];
  return {
    model: member.model,
    system: buildSystem({ member, prompts, tools }),
    open: (tokens) => renderOpening(dossier, { tokens, section, asked }),
    tools,
    firstNumber: turn.firstNumber ?? firstNumberOf(dossier.facts, { member: 0, round: 'first' }),
    form,
    limits: { ...TALK_LIMITS, ...limits },
    ...{ mayAsk, signal, onText, onUse },
  };
};

const makeJudgementForm = ({ member: { model }, dossier }: Turn): TalkForm<RawJudgement> => {
  const { branches, message, patch } = dossier;
  // Without tools it is a program or a file: a grammar or nothing holds it, and neither ends a text that a bound does not.
  const options = { branches, bounded: !model.abilities.tools };
  const [strict, forgiving] = [buildJudgementForm(options), buildJudgementForm({ ...options, forgiving: true })];
  const parse = (answer: unknown): RawJudgement => parseJudgement(answer, { ...options, forgiving: true });
  return {
    build: (isForgiving) => (isForgiving ? forgiving : strict),
    parse,
    read: (rawText) => readFreeText(rawText, { parse, given: `${message}\n${patch}` }),
  };
};

const answerJudgement = (turn: Turn, round: MemberAnswer['round'], end: TalkEnd<RawJudgement>): MemberAnswer =>
  end.kind === 'answered'
    ? { ...describeTurn(turn, round, end), kind: 'judged', rawJudgement: end.answer }
    : answerSilent(turn, round, end);

/** What every answer of a member holds. */
export const describeTurn = <T>({ member }: Turn, round: MemberAnswer['round'], end: TalkEnd<T>) => ({
  ...{ member: member.name, role: member.role, model: member.model.label, round },
  ...{ facts: end.facts, toolUses: end.toolUses, spent: end.spent },
});

export const answerSilent = <T>(
  turn: Turn,
  round: MemberAnswer['round'],
  end: Extract<TalkEnd<T>, { kind: 'silent' }>,
): MemberAnswer => ({ ...describeTurn(turn, round, end), kind: 'silent', silence: end.silence, why: end.why });
