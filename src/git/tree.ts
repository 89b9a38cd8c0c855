/** One entry of a tree object. */
export interface TreeEntry {
  readonly kind: 'blob' | 'tree' | 'commit';
  readonly id: string;
}

/** The entry of that name in the bytes of a tree object, undefined when it has none. */
export function findEntry(tree: Buffer, name: Buffer, idBytes: number): TreeEntry | undefined {
  for (let at = 0; at < tree.length;) {
    const space = tree.indexOf(0x20, at);
    const nul = tree.indexOf(0, space);
    if (space < 0 || nul < 0) return undefined;
    const end = nul + 1 + idBytes;
    if (tree.subarray(space + 1, nul).equals(name)) {
      return { kind: kindOf(tree.toString('latin1', at, space)), id: tree.toString('hex', nul + 1, end) };
    }
    at = end;
  }
  return undefined;
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '40000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
