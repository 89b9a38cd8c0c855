import type { Sha } from '../../git/index.ts';
import { foldSubject } from './mainline.ts';
import type { Lookup } from './mainline.ts';
import type { BranchCommits, MappedPick } from './types.ts';

/**
 * When each stable commit of one branch was taken back there: committer time of the revert, by stable commit. A revert of the
 * revert restores it. `picks` are those of this branch: a revert may also name the mainline commit that was taken.
 */
export function findReverted(
  lookup: Lookup,
  branch: BranchCommits,
  picks: readonly MappedPick[],
): ReadonlyMap<Sha, number> {
  const places = new Map(branch.commits.map(({ sha }, at) => [sha, at]));
  const copies = new Map<number, Sha[]>();
  for (const { row, stableSha } of picks) pushTo(copies, row, stableSha);
  const bySubject = new Map<string, number[]>();
  branch.commits.forEach(({ subject }, at) => pushTo(bySubject, foldSubject(subject), at));
  const gone = new Map<Sha, number>();
  const revertedBy = new Map<Sha, readonly Sha[]>();
  branch.commits.forEach((commit, before) => {
    const targets = commit.facts.reverts.flatMap(({ id, subject }) => {
      const byId = id === undefined ? undefined : findById({ lookup, places, copies, before }, id);
      return byId ?? findBySubject({ branch, bySubject, gone, before }, subject) ?? [];
    });
    if (targets.length === 0) return;
    revertedBy.set(commit.sha, [...new Set(targets)]);
    for (const target of new Set(targets)) takeBack({ gone, revertedBy, target, time: commit.commitTime });
  });
  return gone;
}

/** Takes a commit back; if it was itself a revert, what it had taken away is in force again, and so on down. */
function takeBack(step: {
  readonly gone: Map<Sha, number>;
  readonly revertedBy: ReadonlyMap<Sha, readonly Sha[]>;
  readonly target: Sha;
  readonly time: number;
}): void {
  const { gone, revertedBy, time } = step;
  const open = [{ sha: step.target, inForce: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { sha, inForce } = next;
    if (inForce !== gone.has(sha)) continue;
    if (inForce) gone.delete(sha);
    else gone.set(sha, time);
    for (const target of revertedBy.get(sha) ?? []) open.push({ sha: target, inForce: !inForce });
  }
}

interface Places {
  readonly lookup: Lookup;
  readonly places: ReadonlyMap<Sha, number>;
  /** Mainline row -> its copies on this branch, oldest first. */
  readonly copies: ReadonlyMap<number, readonly Sha[]>;
  readonly before: number;
}

function findById({ lookup, places, copies, before }: Places, id: string): Sha | undefined {
  const isEarlier = (sha: Sha): boolean => (places.get(sha) ?? before) < before;
  const found = lookup.ids.find(id);
  const here = found.find(isEarlier);
  if (here !== undefined) return here;
  const row = found.length === 1 ? lookup.rowOf.get(found[0]) : undefined;
  return row === undefined ? undefined : copies.get(row)?.findLast(isEarlier);
}

interface Earlier {
  readonly branch: BranchCommits;
  readonly bySubject: ReadonlyMap<string, readonly number[]>;
  readonly gone: ReadonlyMap<Sha, number>;
  readonly before: number;
}

/** The newest earlier commit of that subject which is still in force. */
function findBySubject({ branch, bySubject, gone, before }: Earlier, subject: string | undefined): Sha | undefined {
  if (subject === undefined) return undefined;
  const places = bySubject.get(foldSubject(subject)) ?? [];
  const at = places.findLast((place) => place < before && !gone.has(branch.commits[place].sha));
  return at === undefined ? undefined : branch.commits[at]?.sha;
}

function pushTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
