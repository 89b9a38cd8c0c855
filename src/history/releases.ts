import type { CommitGraph, Ref } from '../git/index.ts';
import { parseReleaseName, type ReleaseName } from './branches/version.ts';
import type { Release } from './types.ts';

export interface FoundRelease extends Release {
  /** Position of the tagged commit in the graph. */
  readonly index: number;
}

/** A stable branch: where it left mainline, and what it reaches (one byte for each commit of the graph). */
export interface ReleasingBranch {
  readonly base: number;
  readonly version: readonly number[];
  readonly reach: Uint8Array;
}

export interface ReleaseGround {
  readonly graph: CommitGraph;
  /** One byte for each commit of the graph, 1 where mainline reaches it. */
  readonly mainline: Uint8Array;
  readonly branches: readonly ReleasingBranch[];
}

/**
 * Version tags that mainline reaches, in order of time; and the first release of a branch that was made behind the
 * branching (Xen tags `RELEASE-4.19.0` on stable-4.19): it holds what mainline had where the branch began.
 */
export function findReleases(refs: readonly Ref[], ground: ReleaseGround): readonly FoundRelease[] {
  const found = refs.flatMap((ref) => {
    const tag = /^refs\/tags\/(.+)$/s.exec(ref.name)?.[1];
    const release = tag === undefined ? undefined : parseReleaseName(tag);
    const tagged = release === undefined ? undefined : ground.graph.indexOf(ref.target);
    if (release === undefined || tagged === undefined) return [];
    const index = ground.mainline[tagged] === 1 ? tagged : findBase(release, tagged, ground.branches);
    return index === undefined ? [] : [{ name: release.name, final: release.final, time: ref.time, index }];
  });
  return found.sort((a, b) => a.time - b.time || (a.name < b.name ? -1 : 1));
}

function findBase(release: ReleaseName, tagged: number, branches: readonly ReleasingBranch[]): number | undefined {
  if (!release.final) return undefined;
  const opens = ({ version }: ReleasingBranch): boolean =>
    version.length > 0 &&
    version.every((part, at) => release.version[at] === part) &&
    release.version.slice(version.length).every((part) => part === 0);
  return branches.find((branch) => branch.reach[tagged] === 1 && opens(branch))?.base;
}
