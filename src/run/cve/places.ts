import type { CommitGraph, Ref, Repository, Sha } from '../../git/index.ts';
import { parseReleaseName, type History } from '../../history/index.ts';
import { compareVersions, versionOfTag, type Place } from '../../cve/index.ts';

/** Which release has a commit first, for every commit that a release reaches. */
export type PlaceReader = (sha: Sha) => Place | undefined;

interface Tag {
  readonly version: string;
  readonly target: Sha;
}

/** Reads the graph behind all release tags once. Final releases count; where none has a commit yet, candidates do. */
export async function readPlaces(repository: Repository, history: History): Promise<PlaceReader> {
  const refs = await repository.refs();
  const [final, candidates] = [listTags(refs, true), listTags(refs, false)];
  const graph = await repository.graph([...final, ...candidates].map(({ target }) => target));
  const [inFinal, inCandidate] = [firstTags(graph, final), firstTags(graph, candidates)];
  return (sha) => {
    const index = graph.indexOf(sha);
    const tag = index === undefined ? undefined : (inFinal(index) ?? inCandidate(index));
    if (index === undefined || tag === undefined) return undefined;
    return { version: tag.version, commit: sha, mainline: history.rowOf(sha) !== undefined, order: -index };
  };
}

/** Release tags, oldest version first. */
function listTags(refs: readonly Ref[], final: boolean): readonly Tag[] {
  const tags = refs.flatMap(({ name, target }): Tag[] => {
    const tag = /^refs\/tags\/(.+)$/s.exec(name)?.[1];
    const version = tag === undefined ? undefined : versionOfTag(tag);
    if (tag === undefined || version === undefined || parseReleaseName(tag)?.final !== final) return [];
    return [{ version, target }];
  });
  return tags.toSorted((a, b) => compareVersions(a.version, b.version));
}

function firstTags(graph: CommitGraph, tags: readonly Tag[]): (index: number) => Tag | undefined {
  const placed = tags.flatMap((tag) => {
    const index = graph.indexOf(tag.target);
    return index === undefined ? [] : [{ tag, index }];
  });
  const first = graph.firstContaining(placed.map(({ index }) => index));
  return (index) => placed[first[index] ?? -1]?.tag;
}
