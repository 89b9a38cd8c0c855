import { createHash } from 'node:crypto';
import { UnjudgeableError } from '../errors.ts';
import type { ObjectReader } from './cat-file.ts';
import { parseSha } from './sha.ts';
import { editTree, findEntry, listEntries } from './tree.ts';
import type { TreeEdit, TreeEntry } from './tree.ts';
import type { Sha } from './types.ts';

/** Trees that are kept; those that came first go first. */
const keptTrees = 4096;
/** Comparisons of folders that are kept. */
const keptLists = 16_384;

/**
 * Paths of trees, each tree object read once. Paths hold one character a byte. UnjudgeableError `tree-unread` where a tree on
 * the way is not here.
 */
export class TreePaths {
  readonly #reader: ObjectReader;
  readonly #trees = new Map<string, Promise<Buffer>>();

  readonly #added = new Map<string, Promise<readonly string[]>>();

  constructor(reader: ObjectReader) {
    this.#reader = reader;
  }

  async find(root: Sha, path: string): Promise<TreeEntry | undefined> {
    let tree: string = root;
    const parts = path.split('/');
    for (const [depth, part] of parts.entries()) {
      const entry = findEntry(await this.#read(tree), Buffer.from(part, 'latin1'), root.length / 2);
      if (entry === undefined || depth === parts.length - 1) return entry;
      if (entry.kind !== 'tree') return undefined;
      tree = entry.id;
    }
    return undefined;
  }

  /** The id that the tree would have with these paths changed. Nothing is written. */
  async idAfter(root: Sha, edits: ReadonlyMap<string, TreeEdit>): Promise<Sha> {
    return parseSha((await this.#edit(root, [...edits])) ?? hashTree(Buffer.alloc(0), root.length / 2));
  }

  /** Ids of the files of `onto` whose paths are no files of `base`. */
  async listAdded(base: string | undefined, onto: string): Promise<readonly string[]> {
    if (base === onto) return [];
    const key = `${base} ${onto}`;
    const known = this.#added.get(key);
    if (known !== undefined) return known;
    const listing = this.#listAdded(base, onto);
    listing.catch(() => {});
    keep(this.#added, { key, value: listing, most: keptLists });
    return listing;
  }

  async #listAdded(base: string | undefined, onto: string): Promise<readonly string[]> {
    const idBytes = onto.length / 2;
    const before = base === undefined ? [] : listEntries(await this.#read(base), idBytes);
    const byName = new Map(before.map((entry) => [entry.name, entry]));
    const added: string[] = [];
    for (const { name, kind, id } of listEntries(await this.#read(onto), idBytes)) {
      const old = byName.get(name);
      if (kind === 'tree') added.push(...(await this.listAdded(old?.kind === 'tree' ? old.id : undefined, id)));
      else if (kind === 'blob' && old?.kind !== 'blob') added.push(id);
    }
    return added;
  }

  /** Undefined when nothing is left in the folder. */
  async #edit(tree: string | Sha, edits: readonly (readonly [string, TreeEdit])[]): Promise<string | undefined> {
    const idBytes = tree.length / 2;
    const before = isNone(tree) ? Buffer.alloc(0) : await this.#read(tree);
    const own = new Map<string, TreeEdit>();
    for (const [name, below] of Map.groupBy(edits, ([path]) => path.split('/', 1)[0])) {
      const direct = below.find(([path]) => path === name);
      own.set(name, direct === undefined ? await this.#editFolder({ before, idBytes }, name, below) : direct[1]);
    }
    const after = editTree(before, own, idBytes);
    return after.length === 0 ? undefined : hashTree(after, idBytes);
  }

  async #editFolder(
    { before, idBytes }: { readonly before: Buffer; readonly idBytes: number },
    name: string,
    edits: readonly (readonly [string, TreeEdit])[],
  ): Promise<TreeEdit> {
    const entry = findEntry(before, Buffer.from(name, 'latin1'), idBytes);
    const folder = entry?.kind === 'tree' ? entry.id : '0'.repeat(idBytes * 2);
    const id = await this.#edit(
      folder,
      edits.map(([path, edit]) => [path.slice(name.length + 1), edit] as const),
    );
    return id === undefined ? undefined : { mode: '40000', id };
  }

  #read(id: string): Promise<Buffer> {
    const known = this.#trees.get(id);
    if (known !== undefined) return known;
    const reading = this.#readNew(id);
    reading.catch(() => {});
    keep(this.#trees, { key: id, value: reading, most: keptTrees });
    return reading;
  }

  async #readNew(id: string): Promise<Buffer> {
    const reply = await this.#reader.read(id);
    if (reply.kind === 'object' && reply.type === 'tree') return reply.bytes;
    throw new UnjudgeableError('tree-unread', `tree ${id} is not in this repository`);
  }
}

function keep<T>(
  kept: Map<string, T>,
  { key, value, most }: { readonly key: string; readonly value: T; readonly most: number },
): void {
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

const isNone = (id: string): boolean => /^0+$/.test(id);

function hashTree(bytes: Buffer, idBytes: number): string {
  return createHash(idBytes === 20 ? 'sha1' : 'sha256')
    .update(`tree ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
