import type { Change } from './overlap.ts';
import { parsePatch } from './patch.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { tryInParts } from './tree-changes.ts';
import type { Hunk, Patch, Sha } from './types.ts';

/** The blobs of one file that two sides change; undefined where there is none. */
export interface Sides {
  readonly base: Sha | undefined;
  readonly ours: Sha | undefined;
  readonly theirs: Sha | undefined;
}

/** What each side changes in the base, undefined when it cannot be told: binary, above 8 MB, objects missing. */
export interface SideChanges {
  readonly ours: readonly Change[] | undefined;
  readonly theirs: readonly Change[] | undefined;
}

/** Files whose differences are read together, and the bytes that those may have. */
const together = 256;
const maxBytes = 64 * 1024 * 1024;

/** The algorithm that merges use, so that changes are cut as the merge cut them; no context. */
const diffArgs: readonly string[] = [
  'diff-tree',
  '-r',
  '-p',
  '-U0',
  '--inter-hunk-context=0',
  '--diff-algorithm=histogram',
  '--no-indent-heuristic',
  '--no-renames',
  '--full-index',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/** The changes of both sides of every file, in the order given. */
export async function readSideChanges(scratch: ScratchObjects, files: readonly Sides[]): Promise<SideChanges[]> {
  const found = files.map((): { ours: SideChanges['ours']; theirs: SideChanges['theirs'] } => ({
    ours: undefined,
    theirs: undefined,
  }));
  for (const side of ['ours', 'theirs'] as const) {
    const wanted = [...files.keys()].filter((at) => isTold(files[at], side));
    for (let from = 0; from < wanted.length; from += together) {
      await tryInParts(wanted.slice(from, from + together), async (part) => {
        const changes = await readChanges(
          scratch,
          part.map((at) => ({ base: files[at].base, side: files[at][side] })),
        );
        for (const [at, index] of part.entries()) found[index][side] = changes[at];
      });
    }
  }
  return found;
}

function isTold(sides: Sides, side: 'ours' | 'theirs'): boolean {
  // What a side that lacks the file, or adds it, does to it is told whole; only for the commit's side is it of use.
  return side === 'theirs'
    ? sides.base !== undefined || sides.theirs !== undefined
    : sides.base !== undefined && sides.ours !== undefined;
}

interface Pair {
  readonly base: Sha | undefined;
  readonly side: Sha | undefined;
}

/** One `diff-tree` over two trees that are made for it: the files of all pairs, named by number. */
async function readChanges(
  scratch: ScratchObjects,
  pairs: readonly Pair[],
): Promise<(readonly Change[] | undefined)[]> {
  const from = writeTree(
    scratch,
    pairs.map(({ base }) => base),
  );
  const to = writeTree(
    scratch,
    pairs.map(({ side }) => side),
  );
  const patch = parsePatch(await scratch.git.read([...diffArgs, from, to], { maxBytes }));
  const found: (readonly Change[] | undefined)[] = pairs.map(() => []);
  for (const file of patch.files) {
    const at = Number(file.oldPath ?? file.newPath);
    found[at] = file.binary ? undefined : file.hunks.map((hunk) => changeOf(patch, hunk));
  }
  return found;
}

function writeTree(scratch: ScratchObjects, blobs: readonly (Sha | undefined)[]): Sha {
  const entries = blobs.flatMap((id, at) =>
    id === undefined ? [] : [Buffer.from(`100644 ${String(at).padStart(6, '0')}\0`), Buffer.from(id, 'hex')],
  );
  return scratch.write('tree', Buffer.concat(entries));
}

function changeOf(patch: Patch, hunk: Hunk): Change {
  const removed: string[] = [];
  const added: string[] = [];
  for (let line = hunk.from; line < hunk.to; line++) {
    const text = patch.bytes.toString('latin1', patch.lineStart[line], patch.lineEnd[line]);
    (patch.lineSign[line] === 45 ? removed : added).push(text);
  }
  return { start: hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1, removed, added };
}
