import { runMerges } from './merges.ts';
import type { Merge, MergeReply } from './merges.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { keyOf, readTreeChanges } from './tree-changes.ts';
import type { Sha } from './types.ts';

/** A three-way merge of one file's contents, all three of them different. */
export interface BlobMerge {
  readonly base: Sha;
  readonly ours: Sha;
  readonly theirs: Sha;
}

/** `types`: what git calls the conflict, e.g. `CONFLICT (contents)`. */
export type BlobReply =
  | { readonly kind: 'clean'; readonly id: Sha }
  | { readonly kind: 'conflict'; readonly types: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

/** Files that are merged as if they were one commit's. */
const together = 64;

/**
 * Merges contents in the order given: trees of many files each, so that what git does for every commit (commits, trees, a look
 * for renames) is paid once for {@link together} files. Files of a tree whose merge fails are merged one by one.
 */
export async function mergeBlobs(
  scratch: ScratchObjects,
  merges: readonly BlobMerge[],
  timeoutMs: number,
): Promise<BlobReply[]> {
  const found = new Map<BlobMerge, BlobReply>();
  const groups: BlobMerge[][] = [];
  for (let from = 0; from < merges.length; from += together) groups.push(merges.slice(from, from + together));
  await mergeGroups({ scratch, timeoutMs, found }, groups);
  const failed = groups.filter((group) => group.length > 1 && found.get(group[0])?.kind === 'failed').flat();
  await mergeGroups(
    { scratch, timeoutMs, found },
    failed.map((each) => [each]),
  );
  return merges.map((merge) => found.get(merge)!);
}

interface Place {
  readonly scratch: ScratchObjects;
  readonly timeoutMs: number;
  readonly found: Map<BlobMerge, BlobReply>;
}

async function mergeGroups(
  { scratch, timeoutMs, found }: Place,
  groups: readonly (readonly BlobMerge[])[],
): Promise<void> {
  if (groups.length === 0) return;
  const trees = groups.map((group) => writeTrees(scratch, group));
  const replies = await runMerges(scratch, trees, timeoutMs);
  const pairs = replies.flatMap((reply, at) =>
    reply.kind === 'failed' ? [] : [{ from: trees[at].ours, to: reply.tree }],
  );
  const changes = await readTreeChanges(scratch.git, pairs);
  for (const [at, group] of groups.entries()) {
    const reply = replies[at];
    const key = reply.kind === 'failed' ? '' : keyOf({ from: trees[at].ours, to: reply.tree });
    const made = changes.get(key);
    const ids = new Map(made?.map(({ path, newId }) => [path, newId as Sha]));
    const read: MergeReply = made === undefined && reply.kind !== 'failed' ? unreadResult : reply;
    for (const [index, merge] of group.entries())
      found.set(merge, readOne(read, { name: nameOf(index), id: ids.get(nameOf(index)) ?? merge.ours }));
  }
}

const unreadResult: MergeReply = { kind: 'failed', why: 'what git made of it cannot be read' };

function readOne(reply: MergeReply, { name, id }: { readonly name: string; readonly id: Sha }): BlobReply {
  if (reply.kind === 'failed') return reply;
  if (reply.kind === 'clean' || !reply.stages.some(({ path }) => path === name)) return { kind: 'clean', id };
  const own = reply.notes.filter(({ type, paths }) => type.startsWith('CONFLICT') && paths.includes(name));
  return { kind: 'conflict', types: own.map(({ type }) => type) };
}

const nameOf = (at: number): string => String(at).padStart(6, '0');

function writeTrees(scratch: ScratchObjects, group: readonly BlobMerge[]): Merge {
  const write = (ids: readonly Sha[]): Sha =>
    scratch.write(
      'tree',
      Buffer.concat(ids.flatMap((id, at) => [Buffer.from(`100644 ${nameOf(at)}\0`), Buffer.from(id, 'hex')])),
    );
  return {
    base: write(group.map(({ base }) => base)),
    ours: write(group.map(({ ours }) => ours)),
    theirs: write(group.map(({ theirs }) => theirs)),
  };
}
