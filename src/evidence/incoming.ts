import type { MessageFacts, Sha } from '../git/index.ts';
import { makeCommitFinder } from '../history/index.ts';
import type { CommitFinder, History } from '../history/index.ts';
import type { Incoming } from './branches/pending.ts';
import { followUpsOf, isTakenBack } from './follow-ups.ts';
import type { FollowUpHow } from './follow-ups.ts';
import { commitAt } from './question.ts';
import type { Question } from './types.ts';
import { nameId, quoteText, shortId } from './words.ts';

/** A commit that is not on mainline yet, on a ref that people call incoming: -next, a maintainer's tree. */
export interface IncomingCommit {
  readonly sha: Sha;
  /** The ref's name for people. */
  readonly ref: string;
  readonly subject: string;
  readonly authorEmail: string;
  /** Seconds since 1970. */
  readonly commitTime: number;
  readonly facts: MessageFacts;
}

/** An incoming commit that repairs or reverts a commit, or a repair of it. */
export interface IncomingFollowUp extends Incoming {
  readonly commit: IncomingCommit;
  /** The commit that it names. */
  readonly of: Sha;
}

interface Naming {
  readonly commit: IncomingCommit;
  readonly kind: Incoming['kind'];
  readonly how: FollowUpHow;
}

/** Incoming commits by the commit that they name, of mainline or incoming itself; as of one day. */
export type IncomingIndex = ReadonlyMap<Sha, readonly Naming[]>;

/** A commit that mainline already has under another id, with the same subject by the same author, is not on its way any more. */
export function buildIncomingIndex(history: History, commits: readonly IncomingCommit[]): IncomingIndex {
  const index = new Map<Sha, Naming[]>();
  if (commits.length === 0) return index;
  const finder = makeCommitFinder(history);
  const coming = [...new Map(commits.map((commit) => [commit.sha, commit])).values()].filter(
    (commit) => !isThere(history, finder, commit),
  );
  const findTarget = makeTargetFinder(history, finder, coming);
  for (const commit of coming)
    for (const { target, ...naming } of namingsOf(commit, findTarget)) {
      const list = index.get(target) ?? [];
      if (!list.some((other) => other.commit === commit)) list.push({ commit, ...naming });
      index.set(target, list);
    }
  return index;
}

const isThere = (history: History, finder: CommitFinder, { subject, authorEmail }: IncomingCommit): boolean =>
  finder.withSubject(subject).some((row) => commitAt(history, row).authorEmail === authorEmail);

/** Hex digits that every id in a message has. */
const SHORTEST = 7;

type FindTarget = (id: string | undefined, subject: string | undefined) => Sha | undefined;

function makeTargetFinder(history: History, finder: CommitFinder, coming: readonly IncomingCommit[]): FindTarget {
  const bySubject = Map.groupBy(coming, ({ subject }) => subject);
  const byStart = Map.groupBy(coming, ({ sha }) => sha.slice(0, SHORTEST));
  return (id, subject) => {
    const row = finder.find(id, subject);
    if (row !== undefined) return commitAt(history, row).sha;
    const byId =
      id === undefined ? [] : (byStart.get(id.slice(0, SHORTEST)) ?? []).filter(({ sha }) => sha.startsWith(id));
    const found = byId.length > 0 || subject === undefined ? byId : (bySubject.get(subject) ?? []);
    return found.length === 1 ? found[0].sha : undefined;
  };
}

function namingsOf(
  { sha, facts }: IncomingCommit,
  findTarget: FindTarget,
): readonly (Omit<Naming, 'commit'> & { readonly target: Sha })[] {
  const named = [
    ...facts.reverts.map((link) => ({ ...link, kind: 'revert' as const, how: 'reference' as const })),
    ...facts.fixes.map((link) => ({ ...link, kind: 'fix' as const, how: 'reference' as const })),
    ...facts.blamed.map((link) => ({ ...link, kind: 'fix' as const, how: 'sentence' as const })),
  ];
  return named.flatMap(({ id, subject, kind, how }) => {
    const target = findTarget(id, subject);
    return target === undefined || target === sha ? [] : [{ target, kind, how }];
  });
}

/** Incoming commits that repair or revert this one, its repairs on mainline, or one another; those that stand. */
export function incomingOf(question: Question, index: IncomingIndex): readonly IncomingFollowUp[] {
  const own = commitAt(question.history, question.row).sha;
  const followUps = followUpsOf(question);
  const standing = followUps.filter(({ row, kind }) => kind === 'fix' && !isTakenBack(row, followUps));
  const open = [own, ...standing.map(({ row }) => commitAt(question.history, row).sha)];
  const seen = new Set<Sha>(open);
  const found: IncomingFollowUp[] = [];
  for (let of = open.shift(); of !== undefined; of = open.shift())
    for (const { commit, kind } of index.get(of) ?? []) {
      if (seen.has(commit.sha) || isUndone(index, commit)) continue;
      seen.add(commit.sha);
      open.push(commit.sha);
      found.push({
        commit,
        of,
        kind: of === own ? kind : 'fix',
        says: sayIncoming(commit, kind, of === own ? 'it' : nameId(question.history, of)),
      });
    }
  return found;
}

const isUndone = (index: IncomingIndex, { sha }: IncomingCommit): boolean =>
  (index.get(sha) ?? []).some(({ commit, kind }) => kind === 'revert' && !isUndone(index, commit));

const sayIncoming = ({ sha, subject, ref }: IncomingCommit, kind: Incoming['kind'], of: string): string =>
  `${shortId(sha)} ("${quoteText(subject)}") on ${quoteText(ref)} ${kind === 'revert' ? 'reverts' : 'fixes'} ${of}`;
