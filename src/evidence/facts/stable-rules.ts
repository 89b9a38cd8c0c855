import { findStableList, isKernelList } from '../../history/index.ts';
import type { ChangeReading } from '../change/read.ts';
import type { PatchView } from '../patch-view.ts';
import { commitAt } from '../question.ts';
import { answerStableRules, type RuleFinding } from '../stable-rules.ts';
import type { Finding, Question } from '../types.ts';
import { listWords, quoteText, shortId } from '../words.ts';

export interface StableRulesQuestion extends Question {
  readonly view: PatchView | undefined;
  readonly reading: ChangeReading | undefined;
  /** What is known already: the rules are answered from it. */
  readonly facts: readonly Finding[];
}

/** One fact: the checklist for stable patches, with each answer and its reason in `detail`. */
export function stableRulesFacts(question: StableRulesQuestion): readonly Finding[] {
  const { history, row, asOf, view, reading, facts } = question;
  const commit = commitAt(history, row);
  const readable = commit.unread === undefined;
  const kernel = isKernelList(findStableList(history, asOf));
  const rules = answerStableRules({
    onMainline: true,
    kernel,
    trailers: commit.trailers.map(([key]) => key),
    paths: commit.paths,
    changed: readable ? commit.added + commit.removed : undefined,
    withContext: view?.patch === undefined || view.patch.cut > 0 ? undefined : view.patch.lineSign.length,
    facts,
    reading,
  });
  return [sayRules(rules, { source: view?.source.diff ?? `git show ${shortId(commit.sha)}`, kernel })];
}

export function sayRules(
  rules: readonly RuleFinding[],
  { source, kernel }: { readonly source: string; readonly kernel: boolean },
): Finding {
  const named = (answer: RuleFinding['answer']): string | undefined => {
    const some = rules.filter((rule) => rule.answer === answer).map(({ rule }) => rule);
    return some.length === 0 ? undefined : `${LABELS[answer]}: ${listWords(some, 9)}`;
  };
  const parts = [named('yes'), named('no'), named('unknown')].filter((part) => part !== undefined);
  const broken = rules.filter(({ answer }) => answer === 'no').length;
  return {
    kind: 'stable-rules',
    says: `${kernel ? "The kernel's" : 'Usual'} rules for stable patches, ${parts.join('; ')}.`,
    source,
    weighs: broken > 0 ? 'against' : rules.every(({ answer }) => answer === 'yes') ? 'for' : 'neutral',
    detail: rules.map(({ rule, answer, because }) => `${rule}: ${answer}, ${quoteText(because, 140)}`),
  };
}

const LABELS = { yes: 'kept', no: 'not kept', unknown: 'unknown' } as const;
