/**
 * One change of one block (a function, a table, a paragraph) of one file. An empty `from` adds the block, an empty
 * `to` removes it; else `from`, which stands in the block exactly once, becomes `to`.
 */
export interface Edit {
  readonly path: string;
  readonly block: string;
  readonly from: string;
  readonly to: string;
}

/** The files of a branch: path to named blocks, in order. */
export type Tree = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The tree after the edits, or undefined when one of them does not fit: a conflict. */
export function applyEdits(tree: Tree, edits: readonly Edit[]): Tree | undefined {
  const next = new Map(tree);
  for (const edit of edits) {
    const blocks = changeBlocks(next.get(edit.path) ?? new Map(), edit);
    if (blocks === undefined) return undefined;
    if (blocks.size > 0) next.set(edit.path, blocks);
    else next.delete(edit.path);
  }
  return next;
}

function changeBlocks(blocks: ReadonlyMap<string, string>, edit: Edit): ReadonlyMap<string, string> | undefined {
  const { block, from, to } = edit;
  const old = blocks.get(block);
  const next = new Map(blocks);
  if (from === '') return old === undefined ? next.set(block, to) : undefined;
  if (old === undefined) return undefined;
  if (to === '') return old === from && next.delete(block) ? next : undefined;
  const parts = old.split(from);
  return parts.length === 2 ? next.set(block, parts.join(to)) : undefined;
}

/** The edits that take these back, last one first. */
export const invertEdits = (edits: readonly Edit[]): Edit[] =>
  edits.toReversed().map(({ path, block, from, to }) => ({ path, block, from: to, to: from }));

const renderFile = (blocks: ReadonlyMap<string, string>): string => [...blocks.values()].join('\n');

/** Paths whose content differs, with the new content; undefined where the file is gone. */
export function changedFiles(before: Tree, after: Tree): ReadonlyMap<string, string | undefined> {
  const changed = new Map<string, string | undefined>();
  for (const [path, blocks] of after) if (before.get(path) !== blocks) changed.set(path, renderFile(blocks));
  for (const path of before.keys()) if (!after.has(path)) changed.set(path, undefined);
  return changed;
}
