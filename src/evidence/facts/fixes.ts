import type { FixesLink, History } from '../../history/index.ts';
import { branchesOn, findPresence, isPresent } from '../presence.ts';
import { commitAt } from '../question.ts';
import { releaseOf } from '../releases.ts';
import type { Finding, Question } from '../types.ts';
import { DAY, dayOf, listWords, nameCommit, plural, quoteText, shortId } from '../words.ts';

/** Each commit that this one says it fixes, how old it was, and which stable branches have it. */
export function fixesFacts(question: Question): readonly Finding[] {
  const { history, row } = question;
  const own = shortId(commitAt(history, row).sha);
  return commitAt(history, row).fixes.flatMap((link) =>
    link.row === undefined ? [sayUnknown(link, own)] : [sayTarget(question, link.row), sayBranches(question, link.row)],
  );
}

function sayUnknown(link: FixesLink, own: string): Finding {
  const named = [link.id, link.subject === undefined ? undefined : `("${quoteText(link.subject)}")`].filter(Boolean);
  return {
    kind: 'fixes',
    says: `Says that it fixes ${named.join(' ')}, which is not among the commits of this history, so nothing is known about its branches.`,
    source: `git show -s ${own}`,
    weighs: 'for',
  };
}

function sayTarget({ history, row, asOf }: Question, targetRow: number): Finding {
  const target = commitAt(history, targetRow);
  const commit = commitAt(history, row);
  const days = Math.max(0, Math.floor((commit.commitTime - target.commitTime) / DAY));
  const release = releaseOf(history, targetRow, asOf);
  const out = release === undefined ? 'in no release yet' : `first released in ${release.name}`;
  return {
    kind: 'fixes',
    says: `Fixes ${nameCommit(target)} of ${dayOf(target.commitTime)}, ${sayAge(days)} older, ${out}.`,
    source: `git show -s ${shortId(target.sha)}`,
    weighs: 'for',
  };
}

/** Days of the last quarter, then months, then years. */
function sayAge(days: number): string {
  if (days < 90) return plural(days, 'day');
  return days < 730 ? plural(Math.round(days / 30.44), 'month') : plural(Math.round(days / 365.25), 'year');
}

function sayBranches({ history, asOf }: Question, targetRow: number): Finding {
  const target = commitAt(history, targetRow);
  const open = branchesOn(history, asOf);
  const having = open.filter((branch) => isPresent(findPresence({ history, row: targetRow, branch, asOf })));
  const names = (positions: readonly number[]): string => listWords(branchNames(history, positions));
  const some = `is in ${having.length} of ${plural(open.length, 'stable branch', 'stable branches')}: ${names(having)}`;
  return {
    kind: 'fixes-branches',
    says: `What it fixes, ${nameCommit(target)}, ${having.length === 0 ? 'is in no stable branch' : some}.`,
    source: `git branch --all --contains ${shortId(target.sha)}; git log --all --oneline --grep=${shortId(target.sha)}`,
    weighs: having.length === 0 ? 'against' : 'for',
  };
}

/** Newest branch first. */
const branchNames = (history: History, positions: readonly number[]): string[] =>
  positions
    .flatMap((position) => history.branches[position] ?? [])
    .toSorted((a, b) => b.baseTime - a.baseTime)
    .map((branch) => branch.name);
