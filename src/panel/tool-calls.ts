import { StoppedError, ToolCallError } from '../errors.ts';
import type { ModelMessage, ToolCall } from '../models/index.ts';
import { fence } from './fence.ts';
import { cutToTokens, estimateTokens } from './tokens.ts';
import type { NumberedFact, PanelTool, ToolFinding, ToolUse } from './types.ts';
import { plural } from '../plural.ts';

/** What calls need to know of the turn that they are part of. */
export interface CallTerms {
  readonly tools: readonly PanelTool[];
  /** Calls that may still be run. */
  readonly callsLeft: number;
  /** Tokens that all answers may still have, and one of them. */
  readonly tokensLeft: number;
  readonly oneToolTokens: number;
  readonly nextNumber: number;
  /** Facts of calls that were run before, by {@link callKey}. */
  readonly asked: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
}

export interface CallsEnd {
  readonly messages: readonly ModelMessage[];
  readonly facts: readonly NumberedFact[];
  readonly uses: readonly ToolUse[];
  readonly tokens: number;
  /** Keys of the calls that found something, with the number of their fact. */
  readonly asked: ReadonlyMap<string, number>;
}

/** A tool broke: a fault of ours, told apart from a call that was wrong. */
export class BrokenTool extends Error {
  constructor(name: string, cause: unknown) {
    super(`the tool ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const LONGEST_INPUT = 500;

/**
 * Runs the calls of one reply side by side. What is found is numbered in the order of the calls, whichever ended first. Calls
 * that came before, in this reply or an earlier one, and calls beyond the bound are answered with a reminder. Throws StoppedError and
 * {@link BrokenTool}, after all calls have ended.
 */
export const runCalls = async (calls: readonly ToolCall[], terms: CallTerms): Promise<CallsEnd> => {
  const plan = planCalls(calls, terms);
  const ended = await Promise.allSettled(plan.map((step) => runStep(step, terms)));
  const stopped = ended.find((end) => end.status === 'rejected' && end.reason instanceof StoppedError);
  const failed = stopped ?? ended.find((end) => end.status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return numberFindings(
    plan,
    ended.map((end) => (end as PromiseFulfilledResult<Outcome>).value),
    terms,
  );
};

interface Step {
  readonly call: ToolCall;
  readonly key: string;
  readonly plan: 'run' | 'again' | 'too many';
}

type Outcome = { readonly finding: ToolFinding } | { readonly refused: string } | undefined;

/** The same key for the same question, in whatever order its fields were written. */
const callKey = ({ name, input }: Pick<ToolCall, 'name' | 'input'>): string => `${name} ${inOrder(input)}`;

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? 'null';

const planCalls = (calls: readonly ToolCall[], { asked, callsLeft }: CallTerms): readonly Step[] => {
  const seen = new Set(asked.keys());
  let left = callsLeft;
  return calls.map((call) => {
    const key = callKey(call);
    if (seen.has(key)) return { call, key, plan: 'again' };
    if (left === 0) return { call, key, plan: 'too many' };
    seen.add(key);
    left -= 1;
    return { call, key, plan: 'run' };
  });
};

const runStep = async ({ call, plan }: Step, { tools, signal }: CallTerms): Promise<Outcome> => {
  if (plan !== 'run') return undefined;
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) return { refused: `there is no tool ${call.name}` };
  try {
    return { finding: await tool.run(call.input, signal) };
  } catch (error) {
    if (error instanceof ToolCallError) return { refused: error.message };
    if (error instanceof StoppedError || signal.aborted) throw asStopped(error);
    throw new BrokenTool(call.name, error);
  }
};

const asStopped = (error: unknown): StoppedError =>
  error instanceof StoppedError ? error : new StoppedError('stopped', 'stopped while a tool ran', { cause: error });

const numberFindings = (plan: readonly Step[], outcomes: readonly Outcome[], terms: CallTerms): CallsEnd => {
  const facts: NumberedFact[] = [];
  const asked = new Map<string, number>();
  let tokensLeft = terms.tokensLeft;
  const answers = plan.map(({ call, key, plan: planned }, at) => {
    const outcome = outcomes[at];
    if (outcome !== undefined && 'finding' in outcome) {
      const most = Math.max(0, Math.min(terms.oneToolTokens, tokensLeft));
      const fact = { number: terms.nextNumber + facts.length, ...shorten(outcome.finding, most) };
      facts.push(fact);
      asked.set(key, fact.number);
      const text = renderFact(fact);
      tokensLeft -= estimateTokens(text);
      return { text, use: describeUse(call, fact.number, undefined) };
    }
    const refused = outcome?.refused ?? remind(planned, asked.get(key) ?? terms.asked.get(key));
    return { text: refused, use: describeUse(call, undefined, refused) };
  });
  const messages = answers.map(({ text }, at): ModelMessage => ({
    role: 'tool',
    callId: plan[at].call.id,
    name: plan[at].call.name,
    text,
  }));
  return { messages, facts, uses: answers.map(({ use }) => use), tokens: terms.tokensLeft - tokensLeft, asked };
};

const remind = (plan: Step['plan'], fact: number | undefined): string => {
  if (plan === 'too many') return 'No calls are left: answer with what you know.';
  if (fact === undefined) return 'You make this call twice: its answer stands with the other one.';
  return `You made this call before: its answer is fact [${fact}]. Ask for something else, or answer.`;
};

/** Says what it leaves out, so that nobody takes a piece for the whole. */
const shorten = (finding: ToolFinding, most: number): ToolFinding => {
  const { text, lines } = cutToTokens(finding.text, most);
  return lines === 0
    ? finding
    : { ...finding, text: `${text}\n[${plural(lines, 'more line')} left out: ask for less]` };
};

/** A fact as a member sees it. */
export const renderFact = ({ number, says, source, text }: NumberedFact): string => {
  const head = `[${number}] ${says} (${source})`;
  return text === '' ? head : `${head}\n${fence(`fact ${number}`, text)}`;
};

const describeUse = ({ name, input }: ToolCall, fact: number | undefined, refused: string | undefined): ToolUse => ({
  tool: name,
  input: inOrder(input).slice(0, LONGEST_INPUT),
  fact,
  refused,
});
