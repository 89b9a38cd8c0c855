import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { buildGitError } from './failure.ts';
import type { GitEnd } from './failure.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import { readWithin } from './time-limit.ts';
import type { Sha } from './types.ts';

/** "Which commits made these lines?" */
export interface BlameRequest {
  readonly path: string;
  /** The state of the file that the lines are counted in. */
  readonly revision: Sha;
  /** First and last line, counted from 1; beyond the end of the file the last line counts. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** Commits that this one reaches are not told apart: usually the merge base with a stable branch. */
  readonly since?: Sha;
  /** Changes of white space make no new line. */
  readonly ignoreSpace?: boolean;
  /** Milliseconds; default 10,000. */
  readonly timeoutMs?: number;
}

export interface BlamedLine {
  /** Counted from 1 in the file at the revision. */
  readonly line: number;
  readonly sha: Sha;
  /** The line is as old as `since`, or as what a shallow clone begins with, or older; `sha` then only names that boundary. */
  readonly older: boolean;
}

export interface BlameWalk {
  readonly git: Git;
  /** Commits whose parents a shallow clone left out. */
  readonly edges: ReadonlySet<Sha>;
}

const defaultTimeoutMs = 10_000;
const maxBytes = 64 * 1024 * 1024;

/**
 * Who made the lines, whole files followed through renames, in the order of the lines; where `since` reaches the revision itself, all are
 * older. UnjudgeableError `blame-timeout` when it
 * takes too long, `blame-unread` when the file is not there, shorter than the ranges, or its objects are not here.
 */
export async function readBlame(walk: BlameWalk, request: BlameRequest): Promise<BlamedLine[]> {
  const ranges = joinRanges(request.ranges);
  if (ranges.length === 0) return [];
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  const child = walk.git.start(buildArguments(request, ranges));
  const read = await readWithin(child, timeoutMs, async () => {
    child.stdin.end();
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of child.chunks()) {
      total += chunk.length;
      if (total > maxBytes) throw unreadError(request, `git printed more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { output: Buffer.concat(chunks), end: await child.ended };
  });
  walk.git.throwIfStopped();
  if (read === 'late')
    throw new UnjudgeableError('blame-timeout', `${nameOf(request)}: git blame took longer than ${timeoutMs} ms`);
  if (isNothingNew(request, read.end)) return allOlder(request, ranges);
  if (read.end.code !== 0) throw failureOf(request, read.end);
  return parseBlame(read.output).map((line) => (walk.edges.has(line.sha) ? { ...line, older: true } : line));
}

function buildArguments(
  { path, revision, since, ignoreSpace }: BlameRequest,
  ranges: readonly (readonly [number, number])[],
): string[] {
  return [
    ...['-c', 'blame.ignoreRevsFile='],
    ...['blame', '--porcelain', '--root', '--no-textconv', '--no-progress', ...(ignoreSpace === true ? ['-w'] : [])],
    ...ranges.map(([from, to]) => `-L${from},${to}`),
    since === undefined ? parseSha(revision) : `${parseSha(since)}..${parseSha(revision)}`,
    '--',
    buildPathArgument(path),
  ];
}

/** `since` reaches the revision: git finds no commit to begin at, and asks for the work tree. */
const isNothingNew = ({ since, revision }: BlameRequest, { code, stderr }: GitEnd): boolean =>
  since === revision || (since !== undefined && code === 128 && stderr.includes('must be run in a work tree'));

/** Lines of one range that are told where nobody looked how long the file is. */
const mostTold = 10_000;

const allOlder = ({ revision }: BlameRequest, ranges: readonly (readonly [number, number])[]): BlamedLine[] =>
  ranges.flatMap(([from, to]) =>
    Array.from({ length: Math.min(to - from + 1, mostTold) }, (_, at) => ({
      line: from + at,
      sha: revision,
      older: true,
    })),
  );

/** In order, without overlaps; what is no range of lines is left out. */
export function joinRanges(ranges: BlameRequest['ranges']): (readonly [from: number, to: number])[] {
  const joined: [number, number][] = [];
  const whole = ranges.map(([from, to]) => [Math.max(1, Math.floor(from)), Math.floor(to)] as const);
  for (const [from, to] of whole.filter(([a, b]) => a <= b).toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

const headPattern = /^([0-9a-f]{64}|[0-9a-f]{40}) \d+ (\d+)(?: \d+)?$/;

/** Parses `git blame --porcelain`: a head line, facts about its commit the first time, the content behind a tab. */
function parseBlame(output: Buffer): BlamedLine[] {
  const found: { readonly line: number; readonly sha: Sha }[] = [];
  const boundaries = new Set<Sha>();
  let inFacts = false;
  for (const text of output.toString('latin1').split('\n')) {
    if (text.startsWith('\t')) {
      inFacts = false;
      continue;
    }
    const head = inFacts ? null : headPattern.exec(text);
    if (head !== null) {
      found.push({ sha: head[1] as Sha, line: Number(head[2]) });
      inFacts = true;
    } else if (text === 'boundary') boundaries.add(found.at(-1)!.sha);
  }
  return found.map((line) => ({ ...line, older: boundaries.has(line.sha) }));
}

const nameOf = ({ path, revision }: BlameRequest): string => `${path} in commit ${revision}`;

function unreadError(request: BlameRequest, why: string): UnjudgeableError {
  return new UnjudgeableError('blame-unread', `${nameOf(request)} cannot be blamed: ${why}`);
}

function failureOf(request: BlameRequest, end: GitEnd): Error {
  if (end.code === null) return buildGitError(end);
  const said = end.stderr.split('\n').findLast((line) => /^(?:error|fatal): /.test(line)) ?? '';
  if (said.includes('no such path')) return unreadError(request, 'it has no such file, or the content is not here');
  return unreadError(request, said.replace(/^(?:fatal|error): /, '').slice(0, 300) || 'git blame ended without a word');
}
