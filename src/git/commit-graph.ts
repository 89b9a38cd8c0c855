import type { IdTable } from './id-table.ts';
import type { CommitGraph, Sha } from './types.ts';

/** A history as numbers: row r has the parents `parents[starts[r] .. starts[r + 1])`, all of them larger than r. */
export interface GraphParts {
  readonly ids: IdTable;
  /** Id number of each row, and the row of each id number (-1 for none). */
  readonly rows: Int32Array;
  readonly rowOf: Int32Array;
  readonly starts: Int32Array;
  readonly parents: Int32Array;
}

export function buildCommitGraph(parts: GraphParts): CommitGraph {
  const { ids, rows, rowOf, starts, parents } = parts;
  const size = rows.length;
  return {
    size,
    sha: (index) => ids.hex(rows[index]) as Sha,
    indexOf: (sha) => indexOf(parts, sha),
    parents: (index) => Array.from(parents.subarray(starts[index], starts[index + 1])),
    isMerge: (index) => starts[index + 1] - starts[index] > 1,
    reach: (tip) => reach(parts, tip),
    ahead: (tip, excluded) => ahead(parts, tip, excluded),
    firstContaining: (tips) => firstContaining(parts, tips),
  };

  function indexOf({ ids: table }: GraphParts, sha: Sha): number | undefined {
    if (sha.length !== table.idBytes * 2) return undefined;
    const words = new Uint32Array(sha.length / 8);
    for (let i = 0; i < words.length; i++) words[i] = Number.parseInt(sha.slice(i * 8, i * 8 + 8), 16);
    const number = table.find(words);
    const row = number < 0 ? -1 : rowOf[number];
    return row < 0 ? undefined : row;
  }
}

function reach({ starts, parents, rows }: GraphParts, tip: number): Uint8Array {
  const marked = new Uint8Array(rows.length);
  marked[tip] = 1;
  let open = 1;
  for (let row = tip; open > 0; row++) {
    if (marked[row] === 0) continue;
    open--;
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const parent = parents[i];
      if (marked[parent] === 1) continue;
      marked[parent] = 1;
      open++;
    }
  }
  return marked;
}

function ahead({ starts, parents, rows }: GraphParts, tip: number, excluded: Uint8Array): number[] {
  const found: number[] = [];
  if (excluded[tip] === 1) return found;
  const marked = new Uint8Array(rows.length);
  marked[tip] = 1;
  let open = 1;
  for (let row = tip; open > 0; row++) {
    if (marked[row] === 0) continue;
    open--;
    found.push(row);
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const parent = parents[i];
      if (marked[parent] === 1 || excluded[parent] === 1) continue;
      marked[parent] = 1;
      open++;
    }
  }
  return found;
}

function firstContaining({ starts, parents, rows }: GraphParts, tips: readonly number[]): Int32Array {
  const first = new Int32Array(rows.length).fill(-1);
  const stack: number[] = [];
  for (const [position, tip] of tips.entries()) {
    if (first[tip] !== -1) continue;
    first[tip] = position;
    stack.push(tip);
    while (stack.length > 0) {
      const row = stack.pop()!;
      for (let i = starts[row]; i < starts[row + 1]; i++) {
        const parent = parents[i];
        if (first[parent] !== -1) continue;
        first[parent] = position;
        stack.push(parent);
      }
    }
  }
  return first;
}
