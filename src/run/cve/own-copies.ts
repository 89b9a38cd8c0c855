import { parseMessage, type CommitGraph, type Repository, type Sha } from '../../git/index.ts';
import { parseReleaseName } from '../../history/index.ts';

/** Ids that people shorten further name nothing for certain. */
const SHORTEST = 12;

/**
 * Commits that a tree took under ids of its own: what is behind `commit`, in no release here, and says of itself that it copies another
 * one. A copy that the tree took back is none. `graph` reaches the commit and every release.
 */
export async function readOwnCopies(
  repository: Repository,
  commit: Sha,
  graph: CommitGraph,
): Promise<(sha: string) => boolean> {
  const copied = new Map<string, string>();
  for await (const own of repository.commits(await listOwn(repository, commit, graph))) {
    if (own.kind === 'unread') continue;
    const { upstream, reverts } = parseMessage(own.subject, own.body);
    for (const { id } of reverts) forget(copied, id);
    // A revert quotes the message that it takes back.
    if (reverts.length === 0)
      for (const { id } of upstream) if (id.length >= SHORTEST) copied.set(id.slice(0, SHORTEST), own.sha);
  }
  return (sha) => copied.has(sha.slice(0, SHORTEST));
}

/** Tips whose graph {@link readOwnCopies} needs. */
export async function listReleases(repository: Repository): Promise<readonly Sha[]> {
  const refs = await repository.refs();
  return refs.flatMap(({ name, target }) => {
    const tag = /^refs\/tags\/(.+)$/s.exec(name)?.[1];
    return tag !== undefined && parseReleaseName(tag) !== undefined ? [target] : [];
  });
}

/** The oldest first, so that the last word of several counts. */
async function listOwn(repository: Repository, commit: Sha, graph: CommitGraph): Promise<readonly Sha[]> {
  const places = (await listReleases(repository)).flatMap((sha) => graph.indexOf(sha) ?? []);
  const tip = graph.indexOf(commit);
  if (tip === undefined) return [];
  const [released, behind] = [graph.firstContaining(places), graph.reach(tip)];
  const own: Sha[] = [];
  for (let at = graph.size - 1; at >= 0; at--) if (behind[at] === 1 && released[at] === -1) own.push(graph.sha(at));
  return own;
}

/** A revert names the copy, or the commit that it copies. */
function forget(copied: Map<string, string>, id: string | undefined): void {
  if (id === undefined || id.length < SHORTEST) return;
  copied.delete(id.slice(0, SHORTEST));
  for (const [fix, own] of copied) if (own.startsWith(id)) copied.delete(fix);
}
