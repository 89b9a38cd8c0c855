import type { BlobMerge } from './blob-merges.ts';
import type { Stage } from './merge-output.ts';
import { parseSha } from './sha.ts';
import type { TreeChange } from './tree-changes.ts';
import type { RenameLook } from './renames.ts';
import type { TreeEdit, TreeEntry } from './tree.ts';
import type { Sha } from './types.ts';

type Entry = Pick<TreeEntry, 'mode' | 'id'>;

/** What one commit does to a branch, file by file. */
export interface NearEdits {
  /** Decided without a look into the files. */
  readonly edits: readonly (readonly [path: string, edit: TreeEdit])[];
  readonly merges: readonly {
    readonly path: string;
    readonly blobs: BlobMerge;
    readonly ours: Entry;
    /** Of the result. */
    readonly mode: string;
    readonly stages: readonly Stage[];
  }[];
  /** Conflicts that need no look into the files, with git's names for them. */
  readonly refused: readonly {
    readonly path: string;
    readonly stages: readonly Stage[];
    readonly types: readonly string[];
  }[];
}

export interface EditPlace {
  readonly renames: RenameLook;
  /** The tree before the commit. */
  readonly base: Sha;
  /** The branch's tree, and what earlier picks made of its paths. */
  readonly onto: Sha;
  readonly edits: ReadonlyMap<string, TreeEdit>;
}

/**
 * Plans a commit's changes path by path; `far` where a merge of whole trees could say something else. That is so only where renames
 * may matter, and git looks for those on the branch's side for files that the commit changes and the branch lacks ({@link RenameLook} rules most out), for folders
 * that the branch lacks and the commit adds to; on the commit's side when it both adds and deletes files. What else is rare (links
 * that both sides change, submodules, files in the place of folders, files that both sides add) is left to git as well.
 */
export async function planEdits(place: EditPlace, changes: readonly TreeChange[]): Promise<NearEdits | 'far'> {
  const adds = changes.filter(({ oldMode }) => oldMode === none);
  if (adds.length > 0 && (changes.some(({ newMode }) => newMode === none) || deletes(place.edits))) return 'far';
  const planned = { edits: [...noEdits], merges: [...noMerges], refused: [...noRefused] };
  for (const change of changes) {
    const ours = await findOurs(place, change.path);
    const one = await (change.oldMode === none
      ? planAdd(place, change, ours)
      : ours === undefined
        ? planAbsent(place, change)
        : planChange(change, ours));
    if (one === 'far') return 'far';
    planned.edits.push(...(one.edits ?? []));
    planned.merges.push(...(one.merges ?? []));
    planned.refused.push(...(one.refused ?? []));
  }
  return planned;
}

const none = '000000';
const noEdits: NearEdits['edits'] = [];
const noMerges: NearEdits['merges'] = [];
const noRefused: NearEdits['refused'] = [];

const deletes = (edits: EditPlace['edits']): boolean => [...edits.values()].includes(undefined);

async function findOurs({ renames, onto, edits }: EditPlace, path: string): Promise<Entry | undefined> {
  return edits.has(path) ? edits.get(path) : renames.trees.find(onto, path);
}

/** A folder that the branch lacks may have another name there. */
async function planAdd(
  place: EditPlace,
  { path, newMode, newId }: TreeChange,
  ours: Entry | undefined,
): Promise<Partial<NearEdits> | 'far'> {
  if (ours !== undefined) return 'far';
  const parts = path.split('/').slice(0, -1);
  for (const depth of parts.keys()) {
    const folder = parts.slice(0, depth + 1).join('/');
    const [there, before] = [await findOurs(place, folder), await place.renames.trees.find(place.base, folder)];
    if (there === undefined ? before !== undefined : there.mode !== folderMode) return 'far';
  }
  return newMode === submoduleMode ? 'far' : { edits: [[path, { mode: newMode, id: newId }]] };
}

const folderMode = '40000';
const submoduleMode = '160000';

/** The branch does not have the file, unless under another name. */
async function planAbsent(place: EditPlace, change: TreeChange): Promise<Partial<NearEdits> | 'far'> {
  const { path, oldMode, newMode, oldId } = change;
  if (place.edits.size > 0 || !isFile(oldMode) || (newMode !== none && !isFile(newMode))) return 'far';
  if (await place.renames.isPossible(oldId, place)) return 'far';
  if (newMode === none) return {};
  const [before, , after] = stagesOf(change, noEntry);
  return { refused: [{ path, stages: [before, after], types: [modifyDelete] }] };
}

const noEntry: Entry = { mode: none, id: '' };
const modifyDelete = 'CONFLICT (modify/delete)';

function planChange(change: TreeChange, ours: Entry): Partial<NearEdits> | 'far' {
  const { path, oldMode, newMode, oldId, newId } = change;
  if ([ours.mode, oldMode, newMode].some((mode) => mode === folderMode || mode === submoduleMode)) return 'far';
  const asBefore = ours.id === oldId && ours.mode === oldMode;
  if (newMode === none) return asBefore ? { edits: [[path, undefined]] } : planRefusal(change, ours);
  if (ours.id === newId && ours.mode === newMode) return {};
  if (asBefore) return { edits: [[path, { mode: newMode, id: newId }]] };
  return [ours.mode, oldMode, newMode].every(isFile) ? planMerge(change, ours) : 'far';
}

const isFile = (mode: string): boolean => mode === '100644' || mode === '100755';

function planRefusal(change: TreeChange, ours: Entry): Partial<NearEdits> | 'far' {
  if (!isFile(ours.mode) || ours.mode !== change.oldMode) return 'far';
  const stages = stagesOf(change, ours).slice(0, 2);
  return { refused: [{ path: change.path, stages, types: [modifyDelete] }] };
}

function planMerge(change: TreeChange, ours: Entry): Partial<NearEdits> {
  const { path, oldMode, newMode, oldId, newId } = change;
  const mode = ours.mode === oldMode ? newMode : ours.mode;
  const settled = chooseId(change, ours);
  if (settled === ours.id && mode === ours.mode) return {};
  if (settled !== undefined) return { edits: [[path, { mode, id: settled }]] };
  const blobs = { base: parseSha(oldId), ours: parseSha(ours.id), theirs: parseSha(newId) };
  return { merges: [{ path, blobs, ours, mode, stages: stagesOf(change, ours) }] };
}

/** Undefined where both sides changed the content. */
function chooseId({ oldId, newId }: TreeChange, { id }: Entry): string | undefined {
  if (id === oldId || id === newId) return newId;
  return oldId === newId ? id : undefined;
}

function stagesOf({ path, oldMode, newMode, oldId, newId }: TreeChange, ours: Entry): Stage[] {
  const sides = [
    { mode: oldMode, id: oldId, stage: 1 },
    { ...ours, stage: 2 },
    { mode: newMode, id: newId, stage: 3 },
  ] as const;
  return sides.map(({ mode, id, stage }) => ({ mode, id: id as Sha, stage, path }));
}
