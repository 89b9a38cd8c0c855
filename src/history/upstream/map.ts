import type { Sha } from '../../git/index.ts';
import type { CommitLink } from '../store/index.ts';
import { foldSubject } from './mainline.ts';
import type { Lookup } from './mainline.ts';
import type { BranchCommits, Outcome } from './types.ts';

/** Stable commits name stable commits that name stable commits; real chains are a few long. */
const MAX_CHAIN = 64;

/**
 * A fix may land on a stable branch before it lands on mainline (on Xen a month, after security embargoes up to 90 days). But routine
 * commits that are called alike come round every few months, so that a mainline commit later than this is another one. Seconds.
 */
const HEAD_START = 30 * 86_400;
const HEAD_START_OF_SAME_PATCH = 100 * 86_400;

interface Referred {
  readonly rows: readonly number[];
  readonly chained: boolean;
}

/**
 * Finds the mainline commits that stable commits copy, in this order: what the message names (through other stable commits,
 * several per commit) -> the one mainline commit behind the merge base with the same subject -> the one with the same patch.
 * A named commit that is not here is no proof against anything: the outcome is then 'unknown'.
 */
export function makeMapper(lookup: Lookup): (commit: CommitLink, branch: BranchCommits) => Outcome {
  const referred = makeFollower(lookup);
  return (commit, branch) => {
    const named = referred(commit);
    const rows = named.rows.filter((row) => branch.contains[row] !== 1 && !isReverted(lookup, commit, row));
    if (rows.length > 0) return { kind: 'mapped', rows, how: named.chained ? 'reference-chain' : 'reference' };
    return (
      findTwin(lookup, commit, branch) ?? { kind: commit.facts.upstream.length > named.rows.length ? 'unknown' : 'own' }
    );
  };
}

/** A revert on a stable branch quotes the message of what it takes back, with its references: those are not copied again. */
function isReverted({ mainline }: Lookup, commit: CommitLink, row: number): boolean {
  const { sha, subject } = mainline[row];
  return commit.facts.reverts.some((revert) => {
    if (revert.id !== undefined && sha.startsWith(revert.id)) return true;
    return revert.subject !== undefined && foldSubject(revert.subject) === foldSubject(subject);
  });
}

/**
 * Rows that a commit's references lead to, each commit worked out once; a ring of references leads nowhere. Stable commits are
 * followed only where no mainline commit is named: a message that was handed down collects the id of every stop on its way, and
 * the later ones are sometimes those of a neighbour.
 */
function makeFollower(lookup: Lookup): (commit: CommitLink) => Referred {
  const known = new Map<Sha, Referred>();
  const follow = (commit: CommitLink, depth: number): Referred => {
    const before = known.get(commit.sha);
    if (before !== undefined) return before;
    known.set(commit.sha, { rows: [], chained: false });
    const targets = targetsOf(lookup, commit);
    const direct = targets.flatMap((target) => lookup.rowOf.get(target) ?? []);
    const chained = direct.length === 0 && depth < MAX_CHAIN;
    const far = chained ? targets.flatMap((target) => followTo(target, depth)) : [];
    const answer = { rows: [...new Set([...direct, ...far])], chained };
    known.set(commit.sha, answer);
    return answer;
  };
  const followTo = (target: Sha, depth: number): readonly number[] => {
    const other = lookup.stable.get(target);
    return other === undefined ? [] : follow(other, depth + 1).rows;
  };
  return (commit) => follow(commit, 0);
}

function targetsOf(lookup: Lookup, commit: CommitLink): readonly Sha[] {
  return commit.facts.upstream.flatMap(({ id }) => {
    const found = lookup.ids.find(id).filter((sha) => sha !== commit.sha);
    if (found.length <= 1) return found;
    const same = found.filter((sha) => foldSubject(subjectOf(lookup, sha)) === foldSubject(commit.subject));
    return same.length === 1 ? same : [];
  });
}

function subjectOf(lookup: Lookup, sha: Sha): string {
  const row = lookup.rowOf.get(sha);
  return (row === undefined ? lookup.stable.get(sha) : lookup.mainline[row])?.subject ?? '';
}

/** The twin by subject, the patch and the author's date deciding among several; else by patch alone. */
function findTwin(lookup: Lookup, commit: CommitLink, branch: BranchCommits): Outcome | undefined {
  const behind = (rows: readonly number[] | undefined): readonly number[] =>
    (rows ?? []).filter((row) => branch.contains[row] !== 1 && isInTime(commit, lookup.mainline[row]));
  const named = behind(lookup.bySubject.get(foldSubject(commit.subject)));
  const same = named.length > 1 ? narrow(lookup, commit, named) : named;
  if (same.length === 1) return { kind: 'mapped', rows: same, how: 'subject' };
  const alike = commit.patchId === '' ? [] : behind(lookup.byPatch.get(commit.patchId));
  return alike.length === 1 ? { kind: 'mapped', rows: alike, how: 'patch-id' } : undefined;
}

function isInTime(commit: CommitLink, upstream: CommitLink): boolean {
  const samePatch = commit.patchId !== '' && commit.patchId === upstream.patchId;
  return upstream.commitTime - commit.commitTime <= (samePatch ? HEAD_START_OF_SAME_PATCH : HEAD_START);
}

function narrow(lookup: Lookup, commit: CommitLink, rows: readonly number[]): readonly number[] {
  const sameAuthorship = rows.filter((row) => {
    const other = lookup.mainline[row];
    return other.authorTime === commit.authorTime && other.authorEmail === commit.authorEmail;
  });
  if (sameAuthorship.length === 1) return sameAuthorship;
  return commit.patchId === '' ? [] : rows.filter((row) => lookup.mainline[row]?.patchId === commit.patchId);
}
