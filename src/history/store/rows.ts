import type { MessageFacts, Sha } from '../../git/index.ts';
import type { PickHow } from '../types.ts';
import type { Tables } from './schema.ts';
import type { CommitLink, IndexedCommit, StoredCommit, StoredPick } from './types.ts';

type CommitRow = Omit<Tables['commits'], 'id' | 'made'>;
type LinkRow = Omit<
  CommitRow,
  'author_name' | 'committer_email' | 'paths' | 'added' | 'removed' | 'numbers' | 'unread'
>;

export function encodeCommit(commit: IndexedCommit, made: string): CommitRow & { made: string } {
  const { numbers } = commit;
  return {
    sha: commit.sha,
    made,
    subject: commit.subject,
    author_name: commit.authorName,
    author_email: commit.authorEmail,
    committer_email: commit.committerEmail,
    author_time: commit.authorTime,
    commit_time: commit.commitTime,
    facts: JSON.stringify(commit.facts),
    paths: JSON.stringify(commit.paths),
    added: commit.added,
    removed: commit.removed,
    patch_id: commit.patchId,
    unread: commit.unread ?? null,
    numbers: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  };
}

/** Throws SyntaxError or RangeError when the row is damaged. */
export function decodeCommit(row: CommitRow): StoredCommit {
  return {
    ...decodeLink(row),
    authorName: row.author_name,
    committerEmail: row.committer_email,
    paths: JSON.parse(row.paths) as string[],
    added: row.added,
    removed: row.removed,
    unread: row.unread ?? undefined,
    numbers: new Float32Array(row.numbers.slice().buffer),
  };
}

export function decodeLink(row: LinkRow): CommitLink {
  return {
    sha: row.sha as Sha,
    subject: row.subject,
    authorEmail: row.author_email,
    authorTime: row.author_time,
    commitTime: row.commit_time,
    patchId: row.patch_id,
    facts: { blamed: [], ...(JSON.parse(row.facts) as Omit<MessageFacts, 'blamed'>) },
  };
}

export function encodePick(pick: StoredPick, position: number): Tables['picks'] {
  return {
    position,
    branch: pick.branch,
    stable_sha: pick.stableSha,
    sha: pick.sha,
    how: pick.how,
    known_since: pick.knownSince,
    reverted_at: pick.revertedAt ?? null,
  };
}

export function decodePick(row: Tables['picks']): StoredPick {
  return {
    branch: row.branch,
    stableSha: row.stable_sha as Sha,
    sha: row.sha as Sha,
    how: row.how as PickHow,
    knownSince: row.known_since,
    revertedAt: row.reverted_at ?? undefined,
  };
}
