import type { MergeNote, Stage } from './merge-output.ts';
import { parseName } from './name.ts';
import { findOverlaps } from './overlap.ts';
import type { Change } from './overlap.ts';
import type { ConflictFile, ConflictKind, OldRange } from './pick-types.ts';
import { readSideChanges } from './side-changes.ts';
import type { Sides } from './side-changes.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import type { TreeChange } from './tree-changes.ts';

/** One conflict as git reports it, and what the commit changes where it was made. */
export interface RawConflict {
  readonly stages: readonly Stage[];
  readonly notes: readonly MergeNote[];
  /** The commit's own changes, undefined when they could not be read. */
  readonly commit: readonly TreeChange[] | undefined;
}

/** The files of each conflict and, where wanted, the commit's changes that conflict: two processes for all of them. */
export async function readConflicts(
  scratch: ScratchObjects,
  conflicts: readonly (RawConflict & { readonly withChanges: boolean })[],
): Promise<ConflictFile[][]> {
  const drafts = conflicts.map((conflict) => ({ files: draftFiles(conflict), withChanges: conflict.withChanges }));
  const wanted = drafts.flatMap(({ files, withChanges }) => (withChanges ? files : []));
  const sides = await readSideChanges(
    scratch,
    wanted.map((file) => file.sides),
  );
  const sidesOf = new Map(wanted.map((file, at) => [file, sides[at]]));
  return drafts.map(({ files }) =>
    files.map((file) => ({
      path: file.path,
      oldPath: file.oldPath,
      kind: file.kind,
      changes: rangesOf(file.kind, sidesOf.get(file)),
    })),
  );
}

type Draft = Omit<ConflictFile, 'changes'> & { readonly sides: Sides };

function draftFiles({ stages, notes, commit }: RawConflict): Draft[] {
  const types = typesByPath(notes);
  const paths = Map.groupBy(stages, ({ path }) => path);
  for (const path of types.keys()) if (!paths.has(path) && paths.size === 0) paths.set(path, []);
  return [...paths].map(([path, entries]) => {
    const [base, ours, theirs] = [1, 2, 3].map((stage) => entries.find((entry) => entry.stage === stage));
    return {
      path: nameOf(path),
      oldPath: oldPathOf({ path, base, theirs }, commit),
      kind: kindOf(types.get(path) ?? [], { base, ours, theirs }),
      sides: { base: blobOf(base), ours: blobOf(ours), theirs: blobOf(theirs) },
    };
  });
}

/** Conflicts by path; what git only informs about is left out. */
function typesByPath(notes: readonly MergeNote[]): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const { type, paths } of notes) {
    if (!type.startsWith('CONFLICT')) continue;
    for (const path of paths) types.set(path, [...(types.get(path) ?? []), type]);
  }
  return types;
}

interface Entries {
  readonly base: Stage | undefined;
  readonly ours: Stage | undefined;
  readonly theirs: Stage | undefined;
}

/** Words in git's types that say more than which sides are there; the first that fits counts. */
const kindWords: readonly (readonly [RegExp, ConflictKind])[] = [
  [/submodule/, 'submodule'],
  [/binary/, 'binary'],
  [/rename/, 'rename'],
  [/file\/directory/, 'file-directory'],
  [/distinct (?:modes|types)/, 'mode'],
];

function kindOf(types: readonly string[], { base, ours, theirs }: Entries): ConflictKind {
  if ([base, ours, theirs].some((stage) => stage?.mode === '160000')) return 'submodule';
  const said = kindWords.find(([word]) => types.some((type) => word.test(type)));
  if (said !== undefined) return said[1];
  if (base === undefined) return ours !== undefined && theirs !== undefined ? 'both-added' : 'other';
  if (ours === undefined) return theirs === undefined ? 'other' : 'absent-on-branch';
  return theirs === undefined ? 'changed-on-branch' : 'content';
}

/** The commit's own entry for this file: by both contents, so that a name that only the branch has finds it as well. */
function oldPathOf(
  { path, base, theirs }: { path: string; base: Stage | undefined; theirs: Stage | undefined },
  commit: readonly TreeChange[] | undefined,
): string | undefined {
  if (base === undefined) return undefined;
  const sameOld = commit?.filter(({ oldId }) => oldId === base.id) ?? [];
  const own =
    sameOld.find((change) => change.path === path) ?? sameOld.find(({ newId }) => newId === theirs?.id) ?? sameOld[0];
  return nameOf(own?.path ?? path);
}

const nameOf = (path: string): string => parseName(Buffer.from(path, 'latin1'));

/** Only files and links have lines; a submodule has none. */
const blobOf = (stage: Stage | undefined): Stage['id'] | undefined =>
  stage?.mode === '160000' ? undefined : stage?.id;

interface SideChanges {
  readonly ours: readonly Change[] | undefined;
  readonly theirs: readonly Change[] | undefined;
}

function rangesOf(kind: ConflictKind, changes: SideChanges | undefined): OldRange[] | undefined {
  if (changes?.theirs === undefined || kind === 'submodule') return undefined;
  // One side has no such file: nothing of the commit's changes can be placed.
  if (kind !== 'content') return changes.theirs.map(rangeOf);
  if (changes.ours === undefined) return undefined;
  const overlaps = findOverlaps(changes.ours, changes.theirs);
  return overlaps.length === 0 ? undefined : overlaps.map(rangeOf);
}

function rangeOf({ start, removed }: Change): OldRange {
  return { oldStart: removed.length === 0 ? start : start + 1, oldLines: removed.length };
}
