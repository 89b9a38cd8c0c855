import { findReferences, judgeReference, type CheckedReference } from '../../history/resolve/check/index.ts';
import type { Reference, ReferenceOutcome } from '../../message/index.ts';
import type { ReferenceBase } from '../check-references.ts';

/** A line such as `Fixes:` is read by programs; all else is prose. What only copies or takes back is no claim of the author. */
const PLACES: Readonly<Record<string, Reference['place']>> = { fixes: 'fixes', commit: 'prose', revert: 'prose' };

/** What the history has of each commit that a message names. `before`: when the message was committed, seconds. */
export function lookUp({ tables, own }: ReferenceBase, text: string, before: number | undefined): readonly Reference[] {
  const title = text.split('\n', 1)[0];
  return findReferences(text).flatMap((found): Reference[] => {
    const place = PLACES[found.style];
    const checked =
      place === undefined ? undefined : judgeReference(tables, found, { before, mainline: true, title, own });
    if (place === undefined || checked === undefined) return [];
    const line = text.slice(0, found.idAt[0]).split('\n').length;
    const subject = found.subject?.quoted === true ? found.subject.text : undefined;
    return [{ place, line, id: found.id, subject, outcome: judge(checked) }];
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
