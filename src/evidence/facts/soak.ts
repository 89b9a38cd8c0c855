import { commitAt } from '../question.ts';
import { finalsSince, releaseOf } from '../releases.ts';
import type { Finding, Question } from '../types.ts';
import { DAY, dayOf, plural, shortId } from '../words.ts';

/** Below this many days without any release, people say "too early". */
const EARLY_DAYS = 7;

/** How long mainline has had the commit, and since which release its users have. */
export function soakFacts({ history, row, asOf }: Question): readonly Finding[] {
  const commit = commitAt(history, row);
  const days = Math.max(0, Math.floor((asOf - commit.commitTime) / DAY));
  const first = releaseOf(history, row, asOf);
  const finals = finalsSince(history, row, asOf);
  const [final] = finals;
  const out =
    first === undefined
      ? 'no release has it yet'
      : `first in ${first.name}${first.final ? '' : final === undefined ? ', in no final release yet' : `, final in ${final.name}`}`;
  return [
    {
      kind: 'soak',
      says: `In mainline for ${plural(days, 'day')} on ${dayOf(asOf)}; ${out}${finals.length > 1 ? `, ${finals.length} final releases by then` : ''}.`,
      source: `git show -s --format=%ci ${shortId(commit.sha)}; git tag --contains ${shortId(commit.sha)}`,
      weighs: first === undefined && days < EARLY_DAYS ? 'against' : 'neutral',
    },
  ];
}
