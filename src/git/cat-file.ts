import { InfrastructureError } from '../errors.ts';
import { buildGitError } from './failure.ts';
import type { GitEnd } from './failure.ts';
import type { Git, GitChild } from './process.ts';

/** What `cat-file --batch` answered to one name. */
export type ObjectReply =
  | { readonly kind: 'object'; readonly sha: string; readonly type: string; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly sha: string; readonly type: string; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'broken'; readonly why: string };

interface Waiting {
  readonly line: Buffer;
  readonly resolve: (reply: ObjectReply) => void;
  readonly reject: (error: unknown) => void;
}

/** What the reader needs of {@link Git}. */
export type Launcher = Pick<Git, 'dir' | 'start' | 'throwIfStopped'>;

const found = /^([0-9a-f]{40}|[0-9a-f]{64}) (commit|tree|blob|tag) (\d+)$/;
const newline = 10;

/**
 * One long-lived `cat-file --batch`. Many requests may be in flight; answers come in order. When git dies on a broken
 * object, that request is answered `broken` and a new process goes on with the others.
 */
export class ObjectReader {
  readonly #git: Launcher;
  readonly #maxBytes: number;
  #child: GitChild | undefined;
  #closed = false;
  #waiting: Waiting[] = [];
  #first = 0;
  /** Requests that git has not been sent yet: those of one turn go together. */
  #unsent: Buffer[] = [];
  #chunks: Buffer[] = [];
  #total = 0;
  /** Bytes that must be there before parsing can go on. */
  #needed = 1;
  /** Bytes of an object that is too large, still to be dropped. */
  #dropping = 0;

  constructor(git: Launcher, maxBytes: number) {
    this.#git = git;
    this.#maxBytes = maxBytes;
  }

  /** `name` is a full id or any expression of one line. A name with a line break names nothing and is missing. */
  read(name: string | Buffer): Promise<ObjectReply> {
    const line = typeof name === 'string' ? Buffer.from(`${name}\n`) : Buffer.concat([name, Buffer.of(newline)]);
    if (line.length === 1 || line.indexOf(newline) < line.length - 1 || line.includes(0))
      return Promise.resolve({ kind: 'missing' });
    if (this.#closed)
      return Promise.reject(
        new InfrastructureError('repository-closed', `${this.#git.dir} was closed while it was read`),
      );
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      try {
        this.#child ??= this.#launch();
        this.#unsent.push(line);
        if (this.#unsent.length === 1) queueMicrotask(() => this.#send());
      } catch (error) {
        this.#waiting.pop();
        reject(error);
      }
    });
  }

  #send(): void {
    if (this.#unsent.length > 0) this.#child?.stdin.write(Buffer.concat(this.#unsent));
    this.#unsent = [];
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.stop();
  }

  #launch(): GitChild {
    const child = this.#git.start(['cat-file', '--batch']);
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    child.ended.then(
      (end) => this.#onEnd(end),
      (error: unknown) => this.#fail(error),
    );
    return child;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#total += chunk.length;
    if (this.#total < this.#needed && this.#dropping === 0) return;
    let bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      if (this.#dropping > 0) {
        const dropped = Math.min(this.#dropping, bytes.length);
        this.#dropping -= dropped;
        bytes = bytes.subarray(dropped);
        if (this.#dropping > 0) break;
      }
      const used = this.#takeReply(bytes);
      if (used === 0) break;
      bytes = bytes.subarray(used);
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#total = bytes.length;
  }

  /** Answers the first request if its whole answer is there; gives the bytes used, 0 when more are needed. */
  #takeReply(bytes: Buffer): number {
    this.#needed = 1;
    const lineEnd = bytes.indexOf(newline);
    if (lineEnd < 0) {
      this.#needed = bytes.length + 1;
      return 0;
    }
    const header = bytes.toString('utf8', 0, lineEnd);
    const match = found.exec(header);
    if (match === null) {
      this.#answer({ kind: header.endsWith(' ambiguous') ? 'ambiguous' : 'missing' });
      return lineEnd + 1;
    }
    const [, sha = '', type = '', digits] = match;
    const size = Number(digits);
    if (size > this.#maxBytes) {
      this.#dropping = size + 1;
      this.#answer({ kind: 'too-large', sha, type, size });
      return lineEnd + 1;
    }
    const end = lineEnd + 1 + size;
    if (bytes.length < end + 1) {
      this.#needed = end + 1;
      return 0;
    }
    this.#answer({ kind: 'object', sha, type, bytes: bytes.subarray(lineEnd + 1, end) });
    return end + 1;
  }

  #answer(reply: ObjectReply): void {
    this.#waiting[this.#first]?.resolve(reply);
    this.#first++;
    if (this.#first < 4096 && this.#first < this.#waiting.length) return;
    this.#waiting.splice(0, this.#first);
    this.#first = 0;
  }

  #onEnd(end: GitEnd): void {
    this.#child = undefined;
    this.#unsent = [];
    this.#chunks = [];
    this.#total = 0;
    this.#needed = 1;
    this.#dropping = 0;
    if (this.#first >= this.#waiting.length) return;
    try {
      this.#git.throwIfStopped();
      if (this.#closed)
        throw new InfrastructureError('repository-closed', `${this.#git.dir} was closed while it was read`);
      if (end.signal !== null) throw buildGitError(end);
      this.#answer({
        kind: 'broken',
        why: end.stderr.trim().split('\n').at(-1) || 'git cat-file ended without a word',
      });
      this.#resend();
    } catch (error) {
      this.#fail(error);
    }
  }

  #resend(): void {
    const lines = this.#waiting.slice(this.#first).map((waiting) => waiting.line);
    if (lines.length === 0) return;
    this.#child = this.#launch();
    this.#child.stdin.write(Buffer.concat(lines));
  }

  #fail(error: unknown): void {
    this.#child = undefined;
    this.#unsent = [];
    const waiting = this.#waiting.slice(this.#first);
    this.#waiting = [];
    this.#first = 0;
    for (const each of waiting) each.reject(error);
  }
}
