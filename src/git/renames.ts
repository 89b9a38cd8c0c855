import { UnjudgeableError } from '../errors.ts';
import type { ObjectReader } from './cat-file.ts';
import { buildSpans, countShared } from './line-spans.ts';
import type { Spans } from './line-spans.ts';
import { TreePaths } from './tree-paths.ts';
import type { Sha } from './types.ts';

/** git takes two files for one that was renamed when they share half of the larger one; below this share it surely does not. */
const shareOfRenames = 0.49;
/** Larger files are not looked into: git may do it. */
const maxBytes = 2 * 1024 * 1024;
/** Files whose lines are kept, some kilobytes each; with one more, all go that are not needed now. */
const keptFiles = 8192;
/** Blobs that git has been asked for and has not given. */
const inFlight = 32;

/** Whether a file that a branch lacks under its name could stand there under another one. Each file is read once. */
export class RenameLook {
  readonly trees: TreePaths;
  readonly #reader: ObjectReader;
  readonly #spans = new Map<string, Spans>();

  constructor(reader: ObjectReader) {
    this.#reader = reader;
    this.trees = new TreePaths(reader);
  }

  /**
   * Whether git could find `blob`, which stood in `base`, among the files of `onto` that `base` does not have under their names.
   * True when in doubt; UnjudgeableError where objects are missing.
   */
  async isPossible(blob: string, { base, onto }: { readonly base: Sha; readonly onto: Sha }): Promise<boolean> {
    const others = await this.trees.listAdded(base, onto);
    if (others.length === 0) return false;
    if (others.includes(blob)) return true;
    await this.#readAll([blob, ...others]);
    const own = this.#spans.get(blob);
    if (own === undefined || own.size === 0) return true;
    return others.some((other) => isSimilar(own, this.#spans.get(other)));
  }

  async #readAll(ids: readonly string[]): Promise<void> {
    const wanted = ids.filter((id) => !this.#spans.has(id));
    if (wanted.length === 0) return;
    if (this.#spans.size + wanted.length > keptFiles) this.#forgetOthers(new Set(ids));
    for (let from = 0; from < wanted.length; from += inFlight)
      await Promise.all(wanted.slice(from, from + inFlight).map((id) => this.#read(id)));
  }

  #forgetOthers(needed: ReadonlySet<string>): void {
    for (const id of this.#spans.keys()) if (!needed.has(id)) this.#spans.delete(id);
  }

  async #read(id: string): Promise<void> {
    const reply = await this.#reader.read(id);
    if (reply.kind !== 'object') throw new UnjudgeableError('file-unread', `blob ${id} cannot be read`);
    this.#spans.set(id, reply.bytes.length > maxBytes ? tooLarge : buildSpans(reply.bytes));
  }
}

const tooLarge: Spans = { size: 0, hashes: new Uint32Array(), bytes: new Uint32Array() };

function isSimilar(own: Spans, other: Spans | undefined): boolean {
  if (other === undefined || other === tooLarge || own === tooLarge) return true;
  const larger = Math.max(own.size, other.size);
  if (Math.min(own.size, other.size) < larger * shareOfRenames) return false;
  return countShared(own, other) >= larger * shareOfRenames;
}
