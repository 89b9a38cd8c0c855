import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { buildGitError } from './failure.ts';
import { parseName } from './name.ts';
import type { Git, GitChild } from './process.ts';
import { parseSha } from './sha.ts';
import { readWithin } from './time-limit.ts';
import type { Sha } from './types.ts';

/** "Where does this state of the tree use these words?" */
export interface GrepRequest {
  readonly revision: Sha;
  /** Fixed strings that stand as whole words, e.g. identifiers. */
  readonly words: readonly string[];
  /** Files or folders to look in; left out: everywhere. */
  readonly paths?: readonly string[];
  /** Places kept of each word; default 3. Once every word has them, the search ends. */
  readonly places?: number;
  /** Bytes of places that are looked at before the search is cut; default 64 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds; default 60,000. */
  readonly timeoutMs?: number;
}

export interface WordPlace {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** `absent`: the whole search went through without it. `unknown`: it was not found in a search that was cut. */
export type FoundWord =
  | { readonly kind: 'found'; readonly word: string; readonly places: readonly WordPlace[] }
  | { readonly kind: 'absent'; readonly word: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly why: string };

const defaults = { places: 3, maxBytes: 64 * 1024 * 1024, timeoutMs: 60_000 };
const maxWordBytes = 512;

const options: readonly string[] = [
  ...['grep', '-z', '-n', '-o', '-I', '-F', '-w', '-f', '-'],
  ...['--no-color', '--no-column', '--full-name', '--no-textconv', '--no-recurse-submodules'],
  ...['--no-heading', '--no-break'],
];

/** The words in the order given, each once, from one run of git. Binary files are not looked at. */
export async function searchWords(git: Git, request: GrepRequest): Promise<FoundWord[]> {
  const words = [...new Set(request.words)];
  const sayable = words.filter(isSayable);
  const search = sayable.length === 0 ? { places: new Map(), why: undefined } : await runSearch(git, request, sayable);
  return words.map((word) => {
    if (!isSayable(word)) return { kind: 'unknown', word, why: 'it is empty, too long, or not one line' };
    const places = search.places.get(word);
    if (places !== undefined) return { kind: 'found', word, places };
    return search.why === undefined ? { kind: 'absent', word } : { kind: 'unknown', word, why: search.why };
  });
}

function isSayable(word: string): boolean {
  return word.trim() !== '' && !/[\n\r\0]/.test(word) && word.isWellFormed() && Buffer.byteLength(word) <= maxWordBytes;
}

interface Search {
  readonly places: ReadonlyMap<string, readonly WordPlace[]>;
  /** Why words without places may yet be there; undefined when they are not. */
  readonly why: string | undefined;
}

async function runSearch(git: Git, request: GrepRequest, words: readonly string[]): Promise<Search> {
  const limits = { ...defaults, ...request };
  const paths = (request.paths ?? []).map(buildPathArgument);
  const child = git.start([...options, parseSha(request.revision), '--', ...paths]);
  const found = new Places(words, limits.places);
  const read = await readWithin(child, limits.timeoutMs, () => takePlaces(child, found, { words, limits }));
  git.throwIfStopped();
  return { places: found.byWord, why: read === 'late' ? `the search took longer than ${limits.timeoutMs} ms` : read };
}

/** Gives why the search is not whole, undefined when it is. */
async function takePlaces(
  child: GitChild,
  found: Places,
  { words, limits }: { readonly words: readonly string[]; readonly limits: typeof defaults },
): Promise<string | undefined> {
  child.stdin.end(`${words.join('\n')}\n`);
  let total = 0;
  for await (const chunk of child.chunks()) {
    total += chunk.length;
    found.take(chunk);
    if (found.full) return undefined;
    if (total > limits.maxBytes) return `the search was cut after ${limits.maxBytes} bytes of places`;
  }
  const end = await child.ended;
  const said =
    end.stderr
      .split('\n')
      .find((line) => /^(?:error|fatal): /.test(line))
      ?.replace(/^\w+: /, '')
      .slice(0, 300) ?? '';
  // 1 means "nothing found"; git goes on behind a file that it cannot read, and says so.
  if (end.code === 0 || end.code === 1) return said === '' ? undefined : `not every file could be read: ${said}`;
  if (end.code === null) throw buildGitError(end);
  throw new UnjudgeableError('grep-unread', `the files cannot be searched: ${said || 'git grep ended without a word'}`);
}

/** Reads `revision:path NUL line NUL word LF`, and keeps the first places of each word. */
class Places {
  readonly byWord = new Map<string, WordPlace[]>();
  readonly #wanted: ReadonlyMap<string, string>;
  readonly #most: number;
  #open: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(words: readonly string[], most: number) {
    this.#wanted = new Map(words.map((word) => [Buffer.from(word).toString('latin1'), word]));
    this.#most = Math.max(1, most);
    this.#open = words.length;
  }

  /** Every word has as many places as are kept. */
  get full(): boolean {
    return this.#open === 0;
  }

  take(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const name = bytes.indexOf(0, at);
      const number = name < 0 ? -1 : bytes.indexOf(0, name + 1);
      const end = number < 0 ? -1 : bytes.indexOf(10, number + 1);
      if (end < 0) break;
      this.#add(
        bytes.subarray(at, name),
        bytes.toString('latin1', name + 1, number),
        bytes.toString('latin1', number + 1, end),
      );
      at = end + 1;
    }
    this.#rest = bytes.subarray(at);
  }

  #add(name: Buffer, line: string, text: string): void {
    const word = this.#wanted.get(text);
    if (word === undefined) return;
    const places = this.byWord.get(word) ?? [];
    if (places.length >= this.#most) return;
    places.push({ path: parseName(name.subarray(name.indexOf(58) + 1)), line: Number(line) });
    this.byWord.set(word, places);
    if (places.length === this.#most) this.#open--;
  }
}
