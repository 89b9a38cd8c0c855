import { dirname } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { buildGitError } from './failure.ts';
import type { GitEnd } from './failure.ts';
import { parseMergeRecords } from './merge-output.ts';
import type { MergeRecord } from './merge-output.ts';
import type { GitChild } from './process.ts';
import { scratchError } from './scratch-objects.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { readWithin } from './time-limit.ts';
import type { Sha } from './types.ts';

/** A three-way merge of trees. */
export interface Merge {
  readonly base: Sha;
  readonly ours: Sha;
  readonly theirs: Sha;
}

export type MergeReply = MergeRecord | { readonly kind: 'failed'; readonly why: string };

/** What one pick of a batch is granted above the first, in milliseconds; measured: 2-6. */
const grantMs = 250;
const maxOutput = 512 * 1024 * 1024;
/** After a death that does not tell its reason, the next try is this much smaller. */
const narrowing = 8;

/**
 * Renames are always looked for; beyond the limit (sources times targets above its square) only moved files that kept their
 * content or their base name are found. A directory that the branch has under another name is a conflict, as in `git cherry-pick`.
 */
const mergeOptions = [
  '-c',
  'merge.renames=true',
  '-c',
  'merge.renameLimit=1000',
  '-c',
  'merge.directoryRenames=conflict',
];

/**
 * Merges in the order given. `merge-tree --stdin` answers at its end only, so a batch is one process. Where git dies, the
 * merge it died of has failed and another process goes on behind it.
 */
export async function runMerges(
  scratch: ScratchObjects,
  merges: readonly Merge[],
  timeoutMs: number,
): Promise<MergeReply[]> {
  const lines = merges.map((merge) => buildLine(scratch, merge));
  const replies: MergeReply[] = [];
  const all = lines.length;
  // The merge that killed the last run lies before `suspect`; until it is found, runs stay small.
  let [size, suspect] = [all, 0];
  while (replies.length < all) {
    if (replies.length >= suspect) size = all;
    const part = lines.slice(replies.length, replies.length + size);
    const { records, failure } = await runOnce(scratch, part, timeoutMs);
    const end = replies.length + part.length;
    replies.push(...records);
    if (failure === undefined) continue;
    if (failure.certain || part.length === 1) {
      replies.push({ kind: 'failed', why: failure.why });
      suspect = 0;
    } else [size, suspect] = [Math.ceil(part.length / narrowing), end];
  }
  return replies;
}

/** Three commits without history: the two sides and, as parent of both, what they are compared with. */
function buildLine(scratch: ScratchObjects, { base, ours, theirs }: Merge): string {
  const root = writeCommit(scratch, base);
  return `${writeCommit(scratch, ours, root)} ${writeCommit(scratch, theirs, root)}\n`;
}

function writeCommit(scratch: ScratchObjects, tree: Sha, parent?: Sha): Sha {
  const time = parent === undefined ? 1 : 2;
  const head = `tree ${tree}\n${parent === undefined ? '' : `parent ${parent}\n`}`;
  const who = `pick <pick> ${time} +0000`;
  return scratch.write('commit', Buffer.from(`${head}author ${who}\ncommitter ${who}\n\npick\n`));
}

interface Run {
  readonly records: readonly MergeRecord[];
  /** `certain`: git itself gave up at the merge behind the records. Otherwise it was killed, and any of the rest may be why. */
  readonly failure: { readonly certain: boolean; readonly why: string } | undefined;
}

async function runOnce(scratch: ScratchObjects, lines: readonly string[], timeoutMs: number): Promise<Run> {
  scratch.throwIfClosed();
  const child = scratch.git.start([...mergeOptions, 'merge-tree', '--write-tree', '-z', '--stdin']);
  const limit = timeoutMs + (lines.length - 1) * Math.min(grantMs, timeoutMs);
  const read = await readWithin(child, limit, async () => {
    child.stdin.end(lines.join(''));
    return { records: parseMergeRecords(await collect(child)), end: await child.ended };
  });
  scratch.throwIfClosed();
  if (read === 'late')
    return { records: [], failure: { certain: false, why: `timeout: not merged within ${timeoutMs} ms` } };
  const { records, end } = read;
  if (records.length > lines.length) throw unknownOutput(end);
  return { records, failure: records.length === lines.length ? undefined : failureOf(end) };
}

function failureOf(end: GitEnd): Run['failure'] {
  if (end.code === 0) throw unknownOutput(end);
  if (/unknown option|unknown switch|usage:/.test(end.stderr)) throw buildGitError(end);
  if (/No space left|Disk quota|Read-only file system|unable to create temporary file/i.test(end.stderr))
    throw scratchError(dirname(end.dir), end.stderr.trim().split('\n').at(-1) ?? '');
  if (end.code === null) return { certain: false, why: `git was ended by ${end.signal}` };
  return { certain: true, why: reasonIn(end.stderr) };
}

function reasonIn(stderr: string): string {
  const missing =
    /(?:unable to read|could not read|cannot read|unable to parse|missing)\D*?\b([0-9a-f]{64}|[0-9a-f]{40})\b/i.exec(
      stderr,
    );
  if (missing !== null) return `object ${missing[1]} is not in this repository`;
  const said = stderr
    .trim()
    .split('\n')
    .findLast((line) => /^(?:fatal|error): /.test(line));
  return said?.replace(/^(?:fatal|error): /, '').slice(0, 300) ?? 'git merge-tree ended without a word';
}

function unknownOutput(end: GitEnd): InfrastructureError {
  return new InfrastructureError('git-output-unknown', `git ${end.args.join(' ')} printed what is not understood`);
}

async function collect(child: GitChild): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of child.chunks()) {
    total += chunk.length;
    if (total > maxOutput)
      throw new InfrastructureError('git-output-too-long', `git merge-tree printed more than ${maxOutput} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
