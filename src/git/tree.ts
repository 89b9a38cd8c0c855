/** One entry of a tree object. */
export interface TreeEntry {
  readonly kind: 'blob' | 'tree' | 'commit';
  /** `100644`, `100755`, `120000`, `160000` or `40000`. */
  readonly mode: string;
  readonly id: string;
}

/** The entry of that name in the bytes of a tree object, undefined when it has none. */
export function findEntry(tree: Buffer, name: Buffer, idBytes: number): TreeEntry | undefined {
  for (let at = 0; at < tree.length;) {
    const space = tree.indexOf(0x20, at);
    const nul = tree.indexOf(0, space);
    if (space < 0 || nul < 0) return undefined;
    const end = nul + 1 + idBytes;
    if (nul - space - 1 === name.length && tree.compare(name, 0, name.length, space + 1, nul) === 0) {
      const mode = plainMode(tree.toString('latin1', at, space));
      return { kind: kindOf(mode), mode, id: tree.toString('hex', nul + 1, end) };
    }
    at = end;
  }
  return undefined;
}

/** Mode and id of a path; undefined: the tree has none of that name. */
export type TreeEdit = Pick<TreeEntry, 'mode' | 'id'> | undefined;

/** The bytes of a tree object with some of its entries replaced, by name (one character a byte). */
export function editTree(tree: Buffer, edits: ReadonlyMap<string, TreeEdit>, idBytes: number): Buffer {
  const entries = new Map(parseEntries(tree, idBytes).map((entry) => [entry.name, entry]));
  for (const [name, edit] of edits)
    if (edit === undefined) entries.delete(name);
    else entries.set(name, { name, bytes: buildEntry(name, edit), order: orderOf(name, edit.mode) });
  return Buffer.concat(
    [...entries.values()].toSorted((a, b) => (a.order < b.order ? -1 : 1)).map(({ bytes }) => bytes),
  );
}

/** All entries of a tree object in its order; names hold one character a byte. */
export const listEntries = (tree: Buffer, idBytes: number): readonly (TreeEntry & { readonly name: string })[] =>
  parseEntries(tree, idBytes).map(({ name, bytes }) => {
    const mode = plainMode(bytes.toString('latin1', 0, bytes.indexOf(0x20)));
    return { name, kind: kindOf(mode), mode, id: bytes.toString('hex', bytes.length - idBytes) };
  });

interface RawEntry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly order: string;
}

function parseEntries(tree: Buffer, idBytes: number): RawEntry[] {
  const entries: RawEntry[] = [];
  for (let at = 0; at < tree.length;) {
    const space = tree.indexOf(0x20, at);
    const nul = tree.indexOf(0, space);
    const end = nul + 1 + idBytes;
    const name = tree.toString('latin1', space + 1, nul);
    entries.push({ name, bytes: tree.subarray(at, end), order: orderOf(name, tree.toString('latin1', at, space)) });
    at = end;
  }
  return entries;
}

const buildEntry = (name: string, { mode, id }: Pick<TreeEntry, 'mode' | 'id'>): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]);

/** git compares folders as if their names ended in a slash. */
const orderOf = (name: string, mode: string): string => (mode === '40000' ? `${name}/` : name);

/** Old trees hold modes such as `100664`, which git takes for one of two. */
const plainMode = (mode: string): string =>
  !mode.startsWith('100') ? mode : Number.parseInt(mode, 8) & 0o100 ? '100755' : '100644';

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '40000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
