import { AutoselError, StoppedError, UsageError } from '../errors.ts';
import type { Git } from './process.ts';
import type { Sha } from './types.ts';

/** One path that differs between two trees; ids and modes are zeros on a side that lacks it. */
export interface TreeChange {
  /** Six digits: `100644`. */
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
  /** Name bytes, one character a byte. */
  readonly path: string;
}

export interface TreePair {
  readonly from: Sha;
  readonly to: Sha;
}

const entryPattern = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/;
const headerPattern = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})\n/;

export const keyOf = ({ from, to }: TreePair): string => `${from} ${to}`;

/**
 * What differs between trees, without looking for renames, by {@link keyOf}. A pair that cannot be read (objects that are
 * missing) has no entry; a pair without differences has an empty one.
 */
export async function readTreeChanges(
  git: Git,
  pairs: readonly TreePair[],
): Promise<ReadonlyMap<string, readonly TreeChange[]>> {
  const wanted = [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()];
  const found = new Map<string, readonly TreeChange[]>();
  await tryInParts(wanted, async (part) => {
    const input = part.map((pair) => `${keyOf(pair)}\n`).join('');
    const output = await git.read(['diff-tree', '--stdin', '-r', '--raw', '-z', '--no-renames', '--no-abbrev'], {
      input,
    });
    const read = parseTreeChanges(output.toString('latin1'));
    for (const pair of part) found.set(keyOf(pair), read.get(keyOf(pair)) ?? []);
  });
  return found;
}

/** Parses `diff-tree --stdin --raw -z` over pairs of trees: a line with both ids, then entries. */
export function parseTreeChanges(output: string): Map<string, TreeChange[]> {
  const found = new Map<string, TreeChange[]>();
  let current: TreeChange[] = [];
  const fields = output.split('\0');
  for (let at = 0; at < fields.length;) {
    let field = fields[at];
    for (let header = headerPattern.exec(field); header !== null; header = headerPattern.exec(field)) {
      current = [];
      found.set(`${header[1]} ${header[2]}`, current);
      field = field.slice(header[0].length);
    }
    const entry = entryPattern.exec(field);
    const path = fields[at + 1];
    if (entry === null || path === undefined) break;
    const [, oldMode, newMode, oldId, newId] = entry;
    current.push({ oldMode, newMode, oldId, newId, path });
    at += 2;
  }
  return found;
}

/**
 * Runs over all items; where that fails, over halves, down to single items: those that fail alone are left out. A stop on
 * request, or a call that is wrong, is thrown on.
 */
export async function tryInParts<T>(items: readonly T[], run: (part: readonly T[]) => Promise<void>): Promise<void> {
  if (items.length === 0) return;
  try {
    await run(items);
  } catch (error) {
    if (!(error instanceof AutoselError) || error instanceof StoppedError || error instanceof UsageError) throw error;
    if (error.code === 'repository-closed') throw error;
    if (items.length === 1) return;
    const middle = items.length >> 1;
    await tryInParts(items.slice(0, middle), run);
    await tryInParts(items.slice(middle), run);
  }
}
