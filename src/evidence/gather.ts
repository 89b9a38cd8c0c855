import { discussionFacts } from './facts/discussion.ts';
import { fixesFacts } from './facts/fixes.ts';
import { followUpFacts } from './facts/follow-ups.ts';
import { optOutFacts } from './facts/opt-outs.ts';
import { revertFacts } from './facts/revert.ts';
import { seriesFacts } from './facts/series.ts';
import { sizeFacts } from './facts/size.ts';
import { soakFacts } from './facts/soak.ts';
import { tagFacts } from './facts/tags.ts';
import { takenFacts } from './facts/taken.ts';
import type { Fact, Finding, OptOutLists, Question } from './types.ts';

/**
 * Everything that the history tells about one commit as of a day, in the order in which a person would ask.
 * Ids count up within each kind (`fixes-1`, `fixes-2`); the same question always gets the same answer.
 */
export function gatherFacts(question: Question & { readonly lists: OptOutLists }): readonly Fact[] {
  return numberFacts([
    ...optOutFacts(question),
    ...tagFacts(question),
    ...fixesFacts(question),
    ...revertFacts(question),
    ...takenFacts(question),
    ...followUpFacts(question),
    ...seriesFacts(question),
    ...discussionFacts(question),
    ...soakFacts(question),
    ...sizeFacts(question),
  ]);
}

function numberFacts(findings: readonly Finding[]): Fact[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const n = (counts.get(finding.kind) ?? 0) + 1;
    counts.set(finding.kind, n);
    return { id: `${finding.kind}-${n}`, ...finding };
  });
}
