import { discussionFacts } from './facts/discussion.ts';
import { FIXES_REPORT, STABLE_REPORT } from './change/problems.ts';
import { readChange } from './change/read.ts';
import { fixesFacts } from './facts/fixes.ts';
import { followUpFacts } from './facts/follow-ups.ts';
import { reportFindings } from './facts/nature-message.ts';
import { sayNature } from './facts/nature.ts';
import { optOutFacts } from './facts/opt-outs.ts';
import { reviewFacts } from './facts/reviewed.ts';
import { revertFacts } from './facts/revert.ts';
import { seriesFacts } from './facts/series.ts';
import { sizeFacts } from './facts/size.ts';
import { soakFacts } from './facts/soak.ts';
import { stableRulesFacts } from './facts/stable-rules.ts';
import { subsystemFacts } from './facts/subsystem.ts';
import { REPORT_KEYS, tagFacts } from './facts/tags.ts';
import { takenFacts } from './facts/taken.ts';
import type { PatchView } from './patch-view.ts';
import type { MaintainersView } from './subsystem.ts';
import type { Fact, Finding, OptOutLists, Question } from './types.ts';

/**
 * Everything that the history tells about one commit as of a day, in the order in which a person would ask.
 * Ids count up within each kind (`fixes-1`, `fixes-2`); the same question always gets the same answer.
 */
export function gatherFacts(question: FactsQuestion): readonly Fact[] {
  const facts = [
    ...optOutFacts(question),
    ...reviewFacts(question),
    ...tagFacts(question),
    ...fixesFacts(question),
    ...revertFacts(question),
    ...takenFacts(question),
    ...followUpFacts(question),
    ...seriesFacts(question),
    ...discussionFacts(question),
    ...soakFacts(question),
    ...sizeFacts(question),
  ];
  return numberFacts([...facts, ...changeFacts(question, facts)]);
}

export interface FactsQuestion extends Question {
  readonly lists: OptOutLists;
  /** Left out: nothing is said of the change's nature, of its place and of the stable rules. */
  readonly change?: ChangeView | undefined;
}

/** What the index does not keep of a commit and its project. */
export interface ChangeView {
  /** Message and patch; undefined when they could not be read. */
  readonly view: PatchView | undefined;
  /** Who looks after which files; undefined: places are named by folders. */
  readonly maintainers: MaintainersView | undefined;
}

function changeFacts(question: FactsQuestion, known: readonly Finding[]): readonly Finding[] {
  if (question.change === undefined) return [];
  const { view, maintainers } = question.change;
  const reading = view === undefined ? undefined : readChange(view);
  const facts = [
    ...(view === undefined || reading === undefined ? [] : sayNature(reading, view)),
    ...subsystemFacts({ ...question, maintainers }),
  ];
  const rules = stableRulesFacts({ ...question, view, reading, facts: [...known, ...facts] });
  const told = facts.flatMap((fact) =>
    fact.kind === 'nature-reported' && view !== undefined
      ? reportFindings(untold(reading?.reports ?? []), view.source)
      : fact,
  );
  return [...told, ...rules];
}

/** Less what facts of their own say: one trailer is one fact. */
const untold = (reports: readonly string[]): readonly string[] =>
  reports.filter(
    (report) =>
      report !== FIXES_REPORT &&
      report !== STABLE_REPORT &&
      !REPORT_KEYS.includes(report.replace(/:.*$/s, '').toLowerCase()),
  );

function numberFacts(findings: readonly Finding[]): Fact[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const n = (counts.get(finding.kind) ?? 0) + 1;
    counts.set(finding.kind, n);
    return { id: `${finding.kind}-${n}`, ...finding };
  });
}
