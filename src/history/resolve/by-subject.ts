import { foldSubject, foldWords } from './fold.ts';
import { hasEllipsis, relateSubjects } from './relate.ts';
import type { Candidate, CommitRow, CommitTable, Confidence, Relation } from './types.ts';

/** Commits that a subject alone may mean, best kind of likeness only. */
export interface SubjectHits {
  readonly commits: readonly CommitRow[];
  readonly relation: Relation;
  /** What the likeness itself allows; how many there are is judged apart. */
  readonly confidence: Confidence;
}

/** From so many words on a whole subject is used twice in fewer than 1 of 1,000 commits. */
const TELLING_WORDS = 4;
/** Least share of common words for a subject without an id. */
const ALIKE = 0.8;
/** How far the best must be ahead of the next. */
const AHEAD = 0.08;
const LOOKED_AT = 60;
const PARTS: readonly Relation[] = ['truncated', 'unprefixed', 'prefixed', 'longer'];

/** What each likeness is called in an answer. */
export const SAYS: Readonly<Record<Relation, string>> = {
  exact: 'has exactly this subject',
  folded: 'has this subject but for case and punctuation',
  pattern: 'fits the subject with its ellipsis',
  truncated: 'has a subject that begins like this',
  longer: 'has a subject that this one begins with',
  unprefixed: 'has this subject behind a prefix',
  prefixed: 'has this subject without its prefix',
  similar: 'has a similar subject',
  different: 'has another subject',
};

/** The commits with that subject; only when there is none, those with a longer, shorter or similar one. */
export function findBySubject(table: CommitTable, subject: string): SubjectHits {
  const folded = foldSubject(subject);
  const words = foldWords(subject).length;
  const same = table.withFold(folded);
  if (same.length > 0) return preferExact(same, subject, words);
  const near = table
    .withWords(folded, LOOKED_AT)
    .map((commit) => ({ commit, ...relateSubjects(subject, commit.subject) }));
  if (hasEllipsis(subject)) {
    const fitting = near.filter(({ relation }) => relation === 'pattern');
    if (fitting.length > 0)
      return { commits: fitting.map(({ commit }) => commit), relation: 'pattern', confidence: telling(words) };
  }
  for (const wanted of PARTS) {
    const found = near.filter(
      ({ relation, commit }) =>
        relation === wanted && words >= TELLING_WORDS && foldWords(commit.subject).length >= TELLING_WORDS,
    );
    if (found.length > 0) return { commits: found.map(({ commit }) => commit), relation: wanted, confidence: 'likely' };
  }
  return mostSimilar(near.filter(({ share }) => share >= ALIKE));
}

const telling = (words: number): Confidence => (words >= TELLING_WORDS ? 'sure' : 'likely');

function preferExact(same: readonly CommitRow[], subject: string, words: number): SubjectHits {
  const exact = same.filter((commit) => commit.subject.trim() === subject.trim());
  return exact.length > 0
    ? { commits: exact, relation: 'exact', confidence: telling(words) }
    : { commits: same, relation: 'folded', confidence: telling(words) };
}

/** Those of the best share, and all that come near it. */
function mostSimilar(near: readonly { readonly commit: CommitRow; readonly share: number }[]): SubjectHits {
  const best = Math.max(0, ...near.map(({ share }) => share));
  const commits = near.filter(({ share }) => share > best - AHEAD).map(({ commit }) => commit);
  return { commits, relation: 'similar', confidence: 'likely' };
}

export const listCandidates = (commits: readonly CommitRow[], why: string): readonly Candidate[] =>
  commits.map((commit) => ({ commit, why }));
