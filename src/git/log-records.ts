import { InfrastructureError } from '../errors.ts';
import { buildGitError } from './failure.ts';
import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

/** Options of `git log` that make its records the same whatever a person has set. */
const PLAIN = [
  ...['--no-show-signature', '--no-decorate', '--no-color', '--no-mailmap', '--no-notes', '--encoding=UTF-8'],
];

/** One record of `git log -z` whose format begins with `%H %ct` and a new line. */
export interface LogRecord {
  readonly sha: Sha;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
  readonly text: string;
}

/** Runs `git log` and gives its records as they come. */
export async function* readLogRecords(
  git: Git,
  args: readonly string[],
  input: string,
): AsyncGenerator<LogRecord, void, void> {
  const child = git.start(['log', '-z', ...PLAIN, ...args, '--stdin']);
  try {
    child.stdin.end(input);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of child.chunks()) {
      const records = (rest + decoder.decode(chunk, { stream: true })).split('\0');
      rest = records.pop() ?? '';
      for (const record of records) yield parseLogRecord(record);
    }
    if (rest !== '') yield parseLogRecord(rest);
    const end = await child.ended;
    git.throwIfStopped();
    if (end.code !== 0) throw buildGitError(end);
  } finally {
    await child.stop();
  }
}

function parseLogRecord(record: string): LogRecord {
  const first = record.indexOf('\n');
  const head = first < 0 ? record : record.slice(0, first);
  const [sha = '', time = ''] = head.split(' ');
  if (!isSha(sha))
    throw new InfrastructureError('git-output', `git log printed a record without an id: ${head.slice(0, 80)}`);
  return { sha, time: Number(time), text: first < 0 ? '' : record.slice(first + 1) };
}
