import { UnjudgeableError } from '../errors.ts';
import { readBounded } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { parseName } from './name.ts';
import type { Git } from './process.ts';
import { isSha, parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "What was this branch on that day?" */
export interface TipRequest extends Bounds {
  readonly tip: Sha;
  /** Seconds since 1970. */
  readonly until: number;
}

/** "Does `sha` have `ancestor` in its past?" A commit has itself. */
export interface ReachRequest extends Bounds {
  readonly sha: Sha;
  readonly ancestor: Sha;
}

export interface ContainingRequest extends Bounds {
  readonly sha: Sha;
  readonly kind: 'branches' | 'tags';
  /** Full names of the only refs that are asked about, as `refs` gives them; left out: all of that kind. */
  readonly names?: readonly string[];
}

/** Full names of refs, in order of their bytes. */
export interface ContainingReply {
  readonly names: readonly string[];
  /** Why some may be missing; undefined when none are. */
  readonly cut: string | undefined;
}

const maxBytes = 4 * 1024 * 1024;

/** The newest commit along first parents whose committer time is not later; undefined when there is none. */
export async function readTip(git: Git, request: TipRequest): Promise<Sha | undefined> {
  const age = `--min-age=${Math.max(0, Math.floor(request.until))}`;
  const args = ['rev-list', '--max-count=1', '--first-parent', age, parseSha(request.tip), '--'];
  const output = await readBounded(git, { ...request, args, maxBytes });
  if (output.code !== 0) throw unread(`commits before ${request.tip}`, output.cut ?? output.said);
  const line = output.bytes.toString('latin1').trim();
  return isSha(line) ? line : undefined;
}

export async function readReaches(git: Git, request: ReachRequest): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', parseSha(request.ancestor), parseSha(request.sha)];
  const output = await readBounded(git, { ...request, args, maxBytes });
  if (output.code === 0 || output.code === 1) return output.code === 0;
  throw unread(`whether ${request.sha} contains ${request.ancestor}`, output.cut ?? output.said);
}

/** Refs that lead to the commit or to something made on top of it. */
export async function readContaining(git: Git, request: ContainingRequest): Promise<ContainingReply> {
  const all = request.kind === 'tags' ? ['refs/tags/'] : ['refs/heads/', 'refs/remotes/'];
  const places = request.names?.filter((name) => all.some((place) => name.startsWith(place))) ?? all;
  if (places.length === 0) return { names: [], cut: undefined };
  const args = ['for-each-ref', `--contains=${parseSha(request.sha)}`, '--format=%(refname)', ...places];
  const { bytes, cut, code, said } = await readBounded(git, { ...request, args, maxBytes });
  if (code !== undefined && code !== 0) throw unread(`what contains ${request.sha}`, said);
  const lines = splitLines(bytes);
  return { names: (cut === undefined ? lines : lines.slice(0, -1)).map(parseName), cut };
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

const unread = (what: string, why: string): UnjudgeableError =>
  new UnjudgeableError('ancestry-unread', `${what} cannot be read: ${why || 'git says nothing'}`);
