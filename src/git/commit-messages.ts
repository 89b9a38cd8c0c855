import { readLogRecords } from './log-records.ts';
import type { LogRecord } from './log-records.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** A commit with its whole message as `text`. */
export type CommitMessage = LogRecord;

/** Messages as UTF-8, line for line as they were written, in the order asked for. */
export async function* walkMessages(git: Git, commits: readonly Sha[]): AsyncGenerator<CommitMessage, void, void> {
  if (commits.length === 0) return;
  const input = commits.map((sha) => `${parseSha(sha)}\n`).join('');
  yield* readLogRecords(git, ['--no-walk=unsorted', '--format=%H %ct%n%B'], input);
}
