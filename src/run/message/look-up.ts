import { findReferences, type CheckedReference } from '../../history/resolve/check/index.ts';
import type { NamedCommit, Phrase, Reference, ReferenceOutcome } from '../../message/index.ts';
import { checkText, type ReferenceBase } from '../references/check-references.ts';

/** A line such as `Fixes:` is read by programs; all else is prose. What only copies or takes back is no claim of the author. */
const PLACES: Readonly<Record<string, Reference['place']>> = { fixes: 'fixes', commit: 'prose', revert: 'prose' };

export const namesCommits = (text: string): boolean => findReferences(text).length > 0;

/** What the history has of each commit that a message names. `before`: when the message was committed, seconds. */
export function lookUp(base: ReferenceBase, text: string, before: number | undefined): readonly Reference[] {
  const context = { before, mainline: true, title: text.split('\n', 1)[0] };
  return checkText(base, text, context).flatMap(({ checked, line }): Reference[] => {
    const { style, id, subject } = checked.found;
    const place = PLACES[style];
    if (place === undefined) return [];
    const said = subject?.quoted === true ? subject.text : undefined;
    return [{ place, line, id, subject: said, outcome: judge(base, checked) }];
  });
}

function judge(base: ReferenceBase, checked: CheckedReference): ReferenceOutcome {
  const { worth, commit, candidates } = checked.verdict;
  if (worth === 'right' && commit !== undefined) return { kind: 'right', sha: commit.sha, subject: commit.subject };
  const oneOf = candidates.map(({ commit: each }) => each).toSorted((a, b) => b.time - a.time);
  if (worth === 'ambiguous') return { kind: 'ambiguous', why: sayAmbiguous(checked, oneOf), oneOf };
  const other = commit ?? (candidates.length === 1 ? candidates[0].commit : undefined);
  if (worth === 'unknown') return { kind: 'unknown', sha: other?.sha, subject: other?.subject };
  if (worth !== 'wrong') return { kind: 'external' };
  const choice = other === undefined ? oneOf : [];
  return { kind: 'wrong', sha: other?.sha, subject: other?.subject ?? '', why: sayWrong(base, checked), oneOf: choice };
}

function sayAmbiguous({ found: { id, subject } }: CheckedReference, oneOf: readonly NamedCommit[]): Phrase {
  const values = { id, count: String(oneOf.length) };
  if (!oneOf.some(({ sha }) => sha.startsWith(id))) return { word: 'subjectOfSeveral', values };
  return { word: subject === undefined ? 'idOfSeveral' : 'bothOfSeveral', values };
}

function sayWrong({ tables }: ReferenceBase, { found: { id }, verdict }: CheckedReference): Phrase {
  const named = verdict.candidates.map(({ commit }) => commit).filter(({ sha }) => sha.startsWith(id));
  if (named.length === 1) return { word: 'idOfOther', values: { id, subject: named[0].subject } };
  if (named.length > 1) return { word: 'idOfNone', values: { id, count: String(named.length) } };
  const copied = tables.some((table) => table.withPrefix(id, 1).length > 0);
  return { word: copied ? 'idOfCopy' : 'idMissing', values: { id } };
}
