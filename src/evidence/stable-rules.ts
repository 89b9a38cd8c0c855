import type { ChangeReading } from './change/read.ts';
import type { Finding } from './types.ts';
import { plural } from './words.ts';

export type RuleAnswer = 'yes' | 'no' | 'unknown';

/** One rule of the checklist with its answer for one commit. */
export interface RuleFinding {
  readonly rule: string;
  readonly answer: RuleAnswer;
  /** Why, with the kind of the fact that it rests on. */
  readonly because: string;
}

export interface RulesQuestion {
  /** True when the commit is on mainline, undefined when that was not looked up: a mail with no tree. */
  readonly onMainline: boolean | undefined;
  /** True for a project that follows the Linux kernel, whose rules these are; its limits of lines and races hold nowhere else. */
  readonly kernel: boolean;
  /** Keys of the trailers, lower-cased. */
  readonly trailers: readonly string[];
  readonly paths: readonly string[];
  /** Changed lines; of a patch that could not be read undefined. */
  readonly changed: number | undefined;
  /** Lines of the patch with their context, as a reader of a mail sees them; undefined when it was not read. */
  readonly withContext: number | undefined;
  /** What else is known about the commit. */
  readonly facts: readonly Pick<Finding, 'kind' | 'weighs'>[];
  /** Message and patch, where they were read. */
  readonly reading: ChangeReading | undefined;
}

/** "It cannot be bigger than 100 lines, with context", says Documentation/process/stable-kernel-rules.rst of Linux. */
const MOST_LINES = 100;

const answer = (rule: string, value: RuleAnswer, because: string): RuleFinding => ({ rule, answer: value, because });

/**
 * Each rule of Documentation/process/stable-kernel-rules.rst, answered from facts; what no fact answers is unknown. Other projects get those
 * that keepers of stable branches have everywhere.
 */
export const answerStableRules = (question: RulesQuestion): readonly RuleFinding[] => [
  inMainline(question),
  testedAndRight(question),
  ...(question.kernel ? [smallEnough(question)] : []),
  oneThing(question),
  realBug(question),
  ...(question.kernel ? [noTheory(question)] : []),
  notTrivial(question),
];

function inMainline({ onMainline }: RulesQuestion): RuleFinding {
  const rule = 'in mainline';
  if (onMainline === undefined) return answer(rule, 'unknown', 'it was read without a repository');
  return answer(
    rule,
    onMainline ? 'yes' : 'no',
    onMainline ? 'the commit is on mainline' : 'mainline does not reach it',
  );
}

function testedAndRight({ trailers, facts }: RulesQuestion): RuleFinding {
  const rule = 'correct and tested';
  if (facts.some(({ kind, weighs }) => kind === 'follow-up' && weighs === 'against'))
    return answer(rule, 'no', 'a later commit repairs or reverts it (follow-up)');
  const count = (wanted: RegExp): number => trailers.filter((key) => wanted.test(key)).length;
  const tested = count(/tested-by$/);
  const reviewed = count(/^(?:reviewed|acked)-(?:and-.*)?by$/);
  if (tested > 0)
    return answer(rule, 'yes', `${tested} Tested-by, ${plural(reviewed, 'review or ack', 'reviews or acks')}`);
  return answer(
    rule,
    'unknown',
    reviewed > 0
      ? `${plural(reviewed, 'review or ack', 'reviews or acks')}, nobody says that it was tested`
      : 'no Tested-by and no review in its message',
  );
}

function smallEnough({ changed, withContext }: RulesQuestion): RuleFinding {
  const rule = `at most ${MOST_LINES} lines`;
  if (withContext !== undefined)
    return answer(rule, withContext <= MOST_LINES ? 'yes' : 'no', `${plural(withContext, 'line')} with context`);
  if (changed !== undefined && changed > MOST_LINES) return answer(rule, 'no', `${changed} changed lines`);
  return answer(rule, 'unknown', 'its patch was not read with context');
}

/** Words with which messages begin on a second thing. */
const ANOTHER =
  /\bwhile (?:at it|here|we(?:'re| are) (?:at it|here))\b|\b(?:this|the) (?:patch|commit) also\b|^also,? \w+|\bin passing\b|\bas a bonus\b/im;

function oneThing({ reading, paths }: RulesQuestion): RuleFinding {
  const rule = 'fixes one thing';
  if (reading === undefined) return answer(rule, 'unknown', 'its message was not read');
  const another = ANOTHER.exec(reading.telling.prose);
  if (another !== null) return answer(rule, 'no', `its message goes on to another thing: "${another[0].trim()}"`);
  const functions = reading.diff?.functions.length;
  if (functions !== undefined && functions <= 3 && paths.length <= 2)
    return answer(
      rule,
      'yes',
      `${plural(functions, 'function')} in ${plural(paths.length, 'file')}, and its message tells of one thing`,
    );
  return answer(rule, 'unknown', 'its message tells of one thing, but it reaches further than a few functions');
}

/** Facts by which a change says of itself that it mends nothing. */
const NO_FIX: ReadonlySet<string> = new Set(['nature-not-fix', 'nature-preparation', 'nature-feature', 'nature-cost']);

function realBug({ facts, reading }: RulesQuestion): RuleFinding {
  const rule = 'a real bug, or a device id or quirk';
  const has = (kind: string): boolean => facts.some((fact) => fact.kind === kind && fact.weighs === 'for');
  if (has('nature-device')) return answer(rule, 'yes', 'it adds entries for devices or quirks');
  if (has('nature-reported')) return answer(rule, 'yes', `it shows ${reading?.reports[0] ?? 'a report'}`);
  const grave = reading?.problems.find((problem) => problem.grave);
  const against = facts.find(({ kind, weighs }) => weighs === 'against' && NO_FIX.has(kind));
  if (against !== undefined) return answer(rule, 'no', `a fact says otherwise (${against.kind})`);
  if (grave !== undefined) return answer(rule, 'yes', `its message speaks of ${grave.kind}`);
  if (has('fixes')) return answer(rule, 'yes', 'it names the commit that it fixes');
  return answer(
    rule,
    'unknown',
    reading === undefined
      ? 'its message was not read'
      : 'its message names nothing that breaks machines or data, and no report',
  );
}

const IN_THEORY =
  /\b(?:theoretical(?:ly)?|in theory|hypothetical(?:ly)?|could (?:potentially|theoretically)|no (?:known|real|actual) (?:case|instance|user|bug|report)s?)\b/i;
/** Two processors side by side, a numbered order of events, or a report. */
const TOLD_HOW =
  /\bCPU ?[01]\b[\s\S]*\bCPU ?[12]\b|\b(?:thread|task|process) ?[AB12]\b|^\s*(?:1|a)[).]\s[\s\S]*^\s*(?:2|b)[).]\s|data-race in|KCSAN/im;

function noTheory({ reading }: RulesQuestion): RuleFinding {
  const rule = 'no race in theory only';
  if (reading === undefined) return answer(rule, 'unknown', 'its message was not read');
  if (!reading.problems.some(({ kind }) => kind === 'a race'))
    return answer(rule, 'yes', 'its message tells of no race');
  const theory = IN_THEORY.exec(reading.telling.prose);
  if (theory !== null && reading.reports.length === 0) return answer(rule, 'no', `its message says "${theory[0]}"`);
  const told = TOLD_HOW.test(reading.telling.all) || reading.reports.length > 0;
  return answer(
    rule,
    told ? 'yes' : 'unknown',
    told
      ? 'its message shows how the race comes about, or who met it'
      : 'its message speaks of a race without an order of events',
  );
}

function notTrivial({ reading }: RulesQuestion): RuleFinding {
  const rule = 'no trivial change';
  if (reading?.diff === undefined) return answer(rule, 'unknown', 'its patch was not read');
  const shape = reading.diff.shapes.find(({ kind }) =>
    ['blanks', 'comments', 'documentation', 'people'].includes(kind),
  );
  if (shape !== undefined) return answer(rule, 'no', `${shape.kind} only, ${shape.place}`);
  const spelling = /\b(?:typos?|spelling|white-?space|indentation|coding style)\b/i.exec(reading.telling.title);
  return spelling === null
    ? answer(rule, 'yes', 'it changes code')
    : answer(rule, 'no', `its subject says "${spelling[0]}"`);
}
