import { findReferences, type CheckedReference } from '../../history/resolve/check/index.ts';
import type { Reference, ReferenceOutcome } from '../../message/index.ts';
import { checkText, type ReferenceBase } from '../check-references.ts';

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
    return [{ place, line, id, subject: said, outcome: judge(checked) }];
  });
}

function judge({ verdict }: CheckedReference): ReferenceOutcome {
  const { worth, commit, why, candidates } = verdict;
  if (worth === 'right' && commit !== undefined) return { kind: 'right', sha: commit.sha, subject: commit.subject };
  if (worth === 'ambiguous') return { kind: 'ambiguous', why };
  const other = commit ?? (candidates.length === 1 ? candidates[0].commit : undefined);
  if (worth === 'unknown') return { kind: 'unknown', sha: other?.sha, subject: other?.subject };
  if (worth === 'wrong') return { kind: 'wrong', sha: other?.sha, subject: other?.subject ?? '', why };
  return { kind: 'external' };
}
