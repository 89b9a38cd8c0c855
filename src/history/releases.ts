import type { CommitGraph, Ref } from '../git/index.ts';
import { parseReleaseName } from './branches/version.ts';
import type { Release } from './types.ts';

export interface FoundRelease extends Release {
  /** Position of the tagged commit in the graph. */
  readonly index: number;
}

/** Version tags that mainline reaches, in order of time. `mainline`: one byte for each commit of the graph, 1 where mainline reaches it. */
export function findReleases(refs: readonly Ref[], graph: CommitGraph, mainline: Uint8Array): readonly FoundRelease[] {
  const found = refs.flatMap((ref) => {
    const tag = /^refs\/tags\/(.+)$/s.exec(ref.name)?.[1];
    const release = tag === undefined ? undefined : parseReleaseName(tag);
    const index = release === undefined ? undefined : graph.indexOf(ref.target);
    return release === undefined || index === undefined || mainline[index] !== 1
      ? []
      : [{ ...release, time: ref.time, index }];
  });
  return found.sort((a, b) => a.time - b.time || (a.name < b.name ? -1 : 1));
}
