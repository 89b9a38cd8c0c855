/** What a message, a mail or a person says of a commit. */
export interface Reference {
  /** Lower-case hex digits, 1 to 64; undefined when only a subject was given. */
  readonly id: string | undefined;
  /** As written, white space joined, without its quotes. */
  readonly subject: string | undefined;
  /** Committer time of the commit whose message says it: what came later cannot be meant. Seconds since 1970. */
  readonly before?: number;
}

/** One commit of the index. */
export interface CommitRow {
  readonly row: number;
  readonly sha: string;
  readonly subject: string;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
  readonly mainline: boolean;
  /** Reached by no branch, tag or HEAD, only by other refs. */
  readonly elsewhere: boolean;
  /** Ids that its message says it copies. */
  readonly upstream: readonly string[];
}

/** All commits of one repository, by id and by subject. */
export interface CommitTable {
  readonly count: number;
  /** At most `limit` rows whose id begins with these hex digits, in order of ids. */
  withPrefix(digits: string, limit: number): readonly CommitRow[];
  /** Rows whose subject folds to `folded`, see {@link foldSubject}. */
  withFold(folded: string): readonly CommitRow[];
  /** Rows that share rare words with the subject, those that share most first: for what no exact look-up finds. */
  withWords(folded: string, limit: number): readonly CommitRow[];
}

/** How a subject that was written relates to the subject of a commit. */
export type Relation =
  | 'exact'
  | 'folded'
  | 'pattern'
  | 'truncated'
  | 'longer'
  | 'unprefixed'
  | 'prefixed'
  | 'similar'
  | 'different';

export interface Candidate {
  readonly commit: CommitRow;
  /** Why it is one, as part of a sentence. */
  readonly why: string;
}

export type Confidence = 'sure' | 'likely';

/** Which commit is meant. Only `resolved` names one; the others list what was found. */
export type Resolution =
  | {
      readonly kind: 'resolved';
      readonly commit: CommitRow;
      readonly confidence: Confidence;
      /** `id` as given, `copy` mapped from a stable copy, `subject` repaired by its subject. */
      readonly by: 'id' | 'copy' | 'subject';
      readonly why: string;
      /** The commit that the id names, where the answer is another one. */
      readonly given?: CommitRow;
    }
  /** Several commits fit. */
  | { readonly kind: 'ambiguous'; readonly why: string; readonly candidates: readonly Candidate[] }
  /** The id names a commit, the subject another one or none. */
  | { readonly kind: 'contradiction'; readonly why: string; readonly candidates: readonly Candidate[] }
  /** No commit has the id; the subject names one, which is given only on request. */
  | { readonly kind: 'repairable'; readonly why: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly candidates: readonly [] };

export interface ResolveRules {
  /** Search by subject when no commit has the id. */
  readonly force: boolean;
  /** A unique id wins over a subject that contradicts it. */
  readonly trustId: boolean;
  /** Answer a stable copy with itself. */
  readonly asGiven: boolean;
  /** Also commits that no branch or tag reaches. */
  readonly all: boolean;
}
