import { parseMessage, parsePatch, patchIdOf } from '../../git/index.ts';
import type { Commit, Patch, PatchBytes, Repository, Sha, Unread } from '../../git/index.ts';
import type { IndexedCommit } from '../store/index.ts';
import { walkUntilStopped } from './stop.ts';
import type { Measures, Terms } from './types.ts';

/** Messages that wait for their patches; at most a few megabytes. */
const MESSAGES = 500;

export interface ReadOptions {
  readonly repository: Repository;
  readonly measures: Measures;
  readonly terms: Terms;
  readonly signal: AbortSignal | undefined;
}

/** A commit whose message could not be read: there is nothing to index. */
export interface Lost {
  readonly kind: 'lost';
  readonly sha: Sha;
  readonly why: string;
}

/** Messages and patches of commits, read side by side and indexed, in the order asked. */
export async function* readIndexed(shas: readonly Sha[], options: ReadOptions): AsyncGenerator<IndexedCommit | Lost> {
  const { repository, signal } = options;
  const patches = walkUntilStopped(repository.patches(shas), signal);
  try {
    for await (const commit of readMessages(shas, options)) {
      const patch = await patches.next();
      if (patch.done === true || patch.value.sha !== commit.sha)
        throw new Error(`patches are out of step with messages at ${commit.sha}`);
      yield commit.kind === 'unread'
        ? { kind: 'lost', sha: commit.sha, why: commit.why }
        : indexCommit(commit, patch.value, options);
    }
  } finally {
    await patches.return(undefined);
  }
}

/** A few hundred messages at a time: asking for them one by one between patches would wake two processes for each commit. */
async function* readMessages(
  shas: readonly Sha[],
  { repository, signal }: ReadOptions,
): AsyncGenerator<Commit | Unread> {
  for (let from = 0; from < shas.length; from += MESSAGES) {
    const messages: (Commit | Unread)[] = [];
    const chunk = shas.slice(from, from + MESSAGES);
    for await (const message of walkUntilStopped(repository.commits(chunk), signal)) messages.push(message);
    yield* messages;
  }
}

function indexCommit(commit: Commit, read: PatchBytes | Unread, options: ReadOptions): IndexedCommit {
  const facts = parseMessage(commit.subject, commit.body);
  const patch = read.kind === 'patch' ? parsePatch(read.bytes, read.cut) : undefined;
  return {
    sha: commit.sha,
    subject: commit.subject,
    authorName: commit.author.name,
    authorEmail: commit.author.email,
    committerEmail: commit.committer.email,
    authorTime: commit.author.time,
    commitTime: commit.committer.time,
    facts,
    ...sizeOf(patch),
    unread: read.kind === 'unread' ? read.why : undefined,
    numbers: options.measures.measure(commit, facts, patch),
    terms: options.terms.extract(commit, patch),
  };
}

function sizeOf(patch: Patch | undefined): Pick<IndexedCommit, 'paths' | 'added' | 'removed' | 'patchId'> {
  if (patch === undefined) return { paths: [], added: 0, removed: 0, patchId: '' };
  const paths = patch.files.flatMap(({ newPath, oldPath }) => newPath ?? oldPath ?? []);
  return { paths, added: patch.added, removed: patch.removed, patchId: patch.cut > 0 ? '' : patchIdOf(patch) };
}
