import type { Budget } from '../../config-panel.ts';
import type { LanguageModelConfig } from '../../models/index.ts';
import type { Member } from '../../panel/index.ts';
import { plural } from '../../plural.ts';

/** What asking about so many commits will probably take. */
export interface PanelEstimate {
  readonly commits: number;
  readonly questions: number;
  readonly tokens: number;
  /** Undefined when some price is not known. */
  readonly microUsd: number | undefined;
}

export interface EstimateInputs {
  readonly commits: number;
  readonly members: readonly Pick<Member, 'model' | 'tools'>[];
  readonly models: readonly LanguageModelConfig[];
  /** Tokens of instructions and dossier, the mean of a sample. */
  readonly opening: number;
}

/** A member with tools asks about so often, and each question repeats what was said before. */
const QUESTIONS_WITH_TOOLS = 4;
const TOOL_TOKENS = 1500;
const ANSWER_TOKENS = 700;

/**
 * The first round alone: refutations and the referee come where members disagree, which nobody knows before. A member with tools is
 * taken to call three of them.
 */
export function estimatePanel({ commits, members, models, opening }: EstimateInputs): PanelEstimate {
  const each = members.map(({ model, tools }) => {
    const questions = tools && model.abilities.tools ? QUESTIONS_WITH_TOOLS : 1;
    const input = questions * opening + (TOOL_TOKENS * questions * (questions - 1)) / 2;
    const output = ANSWER_TOKENS + (questions - 1) * (ANSWER_TOKENS / 7);
    const prices = models.find(({ name }) => name === model.name)?.prices;
    return { questions, tokens: input + output, microUsd: prices && input * prices.input + output * prices.output };
  });
  const sum = (of: (one: (typeof each)[number]) => number): number =>
    Math.round(commits * each.reduce((total, one) => total + of(one), 0));
  return {
    commits,
    questions: sum(({ questions }) => questions),
    tokens: sum(({ tokens }) => tokens),
    microUsd: each.some(({ microUsd }) => microUsd === undefined) ? undefined : sum(({ microUsd }) => microUsd ?? 0),
  };
}

/** `about 412 questions on 103 commits, 3.1 M tokens, 6.40 USD`; and where the budget ends before that. */
export function sayEstimate({ commits, questions, tokens, microUsd }: PanelEstimate, budget: Budget): string {
  const money = microUsd === undefined ? 'at prices that the config does not tell' : sayMoney(microUsd);
  const ends = [
    ...(tokens > (budget.tokens ?? Infinity) ? [sayTokens(budget.tokens ?? 0)] : []),
    ...((microUsd ?? 0) > (budget.microUsd ?? Infinity) ? [sayMoney(budget.microUsd ?? 0)] : []),
  ];
  const end = ends.length === 0 ? '' : `; the budget ends it at ${ends.join(' and ')}`;
  return `about ${plural(questions, 'question')} on ${plural(commits, 'commit')}, ${sayTokens(tokens)}, ${money}${end}`;
}

const sayMoney = (microUsd: number): string => `${(microUsd / 1e6).toFixed(2)} USD`;

const sayTokens = (tokens: number): string =>
  tokens >= 1e6 ? `${(tokens / 1e6).toFixed(1)} M tokens` : `${Math.round(tokens / 1000)} k tokens`;
