import type { ObjectReader } from './cat-file.ts';
import { parseName } from './name.ts';
import { parseSha } from './sha.ts';
import { listEntries } from './tree.ts';
import type { Sha } from './types.ts';
import { WordScan } from './word-scan.ts';
import type { BlobWord } from './word-scan.ts';

/** "Which of these names do these states of the tree have, and where?" */
export interface WordsRequest {
  /** Searched in this order; what one state has, the next ones need not be read for again. */
  readonly revisions: readonly Sha[];
  /** Names of a programming language: letters, digits and `_`. */
  readonly words: readonly string[];
  /** Places kept of each word; default 1. A state is read no further once every word has them. */
  readonly places?: number;
  /** Bytes of files that are read for one state, beside those that were read for another; default 4 GiB. */
  readonly maxBytes?: number;
}

export interface WordPlace {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** `absent`: the whole state was read without it. `unknown`: it was not found, and not all could be read. */
export type FoundWord =
  | { readonly kind: 'found'; readonly word: string; readonly places: readonly WordPlace[] }
  | { readonly kind: 'absent'; readonly word: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly why: string };

const defaultBytes = 4 * 1024 ** 3;
/** Files asked for ahead of those that are looked at; together they may wait in memory. */
const inFlight = 32;
/** Texts for readers and pictures: a name that stands only there is no name that code could use. */
const noCode =
  /\.(?:rst|txt|md|adoc|tex|html?|css|svg|png|jpe?g|gif|ico|pdf|po|pot|json|csv|xml|patch|diff|pcap|bin|gz|xz|zip)$/i;

/**
 * For each state, in the order asked, what became of each word. Files are read by their contents, each content once, however many states
 * hold it: what costs is the size of the first tree, not the number of words. Headers come first, as most names stand there.
 */
export async function findWords(
  reader: ObjectReader,
  { revisions, words, places = 1, maxBytes = defaultBytes }: WordsRequest,
): Promise<ReadonlyMap<Sha, readonly FoundWord[]>> {
  const sayable = [...new Set(words)].filter((word) => /^\w+$/.test(word));
  const search = new Search({ reader, scan: new WordScan(sayable), places, maxBytes });
  const found = new Map<Sha, readonly FoundWord[]>();
  for (const revision of revisions) {
    const byWord = new Map((await search.find(revision)).map((each) => [each.word, each]));
    found.set(
      revision,
      words.map(
        (word) => byWord.get(word) ?? { kind: 'unknown', word, why: 'it is no name of a programming language' },
      ),
    );
  }
  return found;
}

interface SearchParts {
  readonly reader: ObjectReader;
  readonly scan: WordScan;
  readonly places: number;
  readonly maxBytes: number;
}

interface Blob {
  readonly id: string;
  /** One character a byte. */
  readonly path: string;
}

class Search {
  readonly #parts: SearchParts;
  #left = 0;
  readonly #known = new Map<string, readonly BlobWord[]>();

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  async find(revision: Sha): Promise<readonly FoundWord[]> {
    const { scan, places, maxBytes } = this.#parts;
    this.#left = maxBytes;
    const found = scan.words.map((): WordPlace[] => []);
    let open = scan.words.length;
    const take = (blob: Blob, words: readonly BlobWord[]): void => {
      for (const { word, line } of words) {
        const own = found[word];
        if (own.length >= places) continue;
        own.push({ path: parseName(Buffer.from(blob.path, 'latin1')), line });
        if (own.length === places) open -= 1;
      }
    };
    const why = await this.#read(revision, { take, isDone: () => open === 0 });
    return scan.words.map((word, at): FoundWord => {
      if (found[at].length > 0) return { kind: 'found', word, places: found[at] };
      return why === undefined ? { kind: 'absent', word } : { kind: 'unknown', word, why };
    });
  }

  /** Why not everything was read, undefined when it was or need not be. */
  async #read(
    revision: Sha,
    {
      take,
      isDone,
    }: { readonly take: (blob: Blob, words: readonly BlobWord[]) => void; readonly isDone: () => boolean },
  ): Promise<string | undefined> {
    if (isDone()) return undefined;
    const listed = await listBlobs(this.#parts.reader, revision);
    if (typeof listed === 'string') return listed;
    const known = listed.filter(({ id }) => this.#known.has(id));
    for (const blob of known) take(blob, this.#known.get(blob.id)!);
    const rest = listed.filter(({ id }) => !this.#known.has(id));
    for (let from = 0; from < rest.length && !isDone(); from += inFlight)
      for (const [blob, words] of await this.#readBlobs(rest.slice(from, from + inFlight)))
        if (typeof words === 'string') return words;
        else take(blob, words);
    return undefined;
  }

  async #readBlobs(blobs: readonly Blob[]): Promise<readonly (readonly [Blob, readonly BlobWord[] | string])[]> {
    return Promise.all(blobs.map(async (blob) => [blob, await this.#readBlob(blob.id)] as const));
  }

  async #readBlob(id: string): Promise<readonly BlobWord[] | string> {
    if (this.#left <= 0) return 'there was more to read than is read for this';
    const reply = await this.#parts.reader.read(id);
    if (reply.kind === 'too-large') return `the file ${id} is too large`;
    if (reply.kind !== 'object') return `the file ${id} cannot be read`;
    this.#left -= reply.bytes.length;
    const words = this.#parts.scan.read(reply.bytes);
    this.#known.set(id, words);
    return words;
  }
}

/** All files of a state that may hold code, headers first; why not, where a tree cannot be read. */
async function listBlobs(reader: ObjectReader, revision: Sha): Promise<readonly Blob[] | string> {
  const headers: Blob[] = [];
  const others: Blob[] = [];
  let open = [{ name: `${parseSha(revision)}^{tree}`, path: '' }];
  while (open.length > 0) {
    const replies = await Promise.all(open.map(async ({ name, path }) => ({ path, reply: await reader.read(name) })));
    open = [];
    for (const { path, reply } of replies) {
      if (reply.kind !== 'object' || reply.type !== 'tree') return `a folder of ${revision} cannot be read`;
      for (const { name, kind, mode, id } of listEntries(reply.bytes, revision.length / 2)) {
        if (kind === 'tree') open.push({ name: id, path: `${path}${name}/` });
        else if (kind === 'blob' && mode !== '120000' && !noCode.test(name))
          (/\.h(?:pp)?$/.test(name) ? headers : others).push({ id, path: `${path}${name}` });
      }
    }
  }
  return [...headers, ...others];
}
