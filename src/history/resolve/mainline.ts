import { foldSubject } from './fold.ts';
import { relateSubjects } from './relate.ts';
import type { CommitRow, CommitTable, Confidence } from './types.ts';

/** The mainline commit that a stable commit copies. */
export interface Original {
  readonly commit: CommitRow;
  readonly confidence: Confidence;
  readonly why: string;
}

/** A copy of a copy of a copy: longer chains are loops. */
const LONGEST_CHAIN = 8;
/** A subject of fewer words is used again by chance. */
const TELLING_WORDS = 3;

/**
 * Follows what messages say they copy until mainline is reached; where they say nothing, the only mainline commit of
 * the same subject. Several when it cannot be told, none for a commit that was made for its branch.
 */
export function findOriginals(table: CommitTable, copy: CommitRow): readonly Original[] {
  if (copy.mainline) return [];
  const named = followNames(table, copy);
  if (named.length > 0) return named;
  const twins = table.withFold(foldSubject(copy.subject)).filter(({ mainline }) => mainline);
  const telling = foldSubject(copy.subject).split(' ').length >= TELLING_WORDS;
  return twins.map((commit) => ({
    commit,
    confidence: twins.length === 1 && telling && commit.time <= copy.time ? 'sure' : 'likely',
    why: 'it has the subject of the stable commit',
  }));
}

function followNames(table: CommitTable, copy: CommitRow): readonly Original[] {
  const seen = new Set([copy.sha]);
  const found = new Map<string, CommitRow>();
  let level = [copy];
  for (let step = 0; step < LONGEST_CHAIN && level.length > 0; step += 1) {
    const next: CommitRow[] = [];
    for (const target of level.flatMap((commit) => targetsOf(table, commit))) {
      if (seen.has(target.sha)) continue;
      seen.add(target.sha);
      if (target.mainline) found.set(target.sha, target);
      else next.push(target);
    }
    level = next;
  }
  return preferSameSubject([...found.values()], copy).map((commit) => ({
    commit,
    confidence: 'sure',
    why: 'the message of the stable commit names it',
  }));
}

const targetsOf = (table: CommitTable, commit: CommitRow): readonly CommitRow[] =>
  commit.upstream.flatMap((id) => {
    const rows = table.withPrefix(id, 2);
    return rows.length === 1 ? rows : [];
  });

/** A stable commit that takes several mainline commits together is most of all the one whose subject it kept. */
function preferSameSubject(commits: readonly CommitRow[], copy: CommitRow): readonly CommitRow[] {
  const same = commits.filter(({ subject }) => relateSubjects(copy.subject, subject).relation !== 'different');
  return same.length === 1 ? same : commits;
}
