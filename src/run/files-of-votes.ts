import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseBallotName, parseVotes, type Ballot } from '../cve/index.ts';
import { UsageError } from '../errors.ts';
import { sayWhy } from '../words-of-errors.ts';

/** The reviewers' lists of a folder, by name. UsageError `no-votes` when it holds none, `vote-list` for one that does not parse. */
export async function readBallots(folder: string): Promise<readonly Ballot[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new UsageError(
      'no-votes',
      `cannot read the folder ${JSON.stringify(folder)}: ${sayWhy(cause)}; name the folder with the reviewers' lists`,
      { cause },
    );
  });
  const ballots = await Promise.all(names.toSorted().map((name) => readBallot(folder, name)));
  const found = ballots.flatMap((ballot) => ballot ?? []);
  if (found.length > 0) return found;
  throw new UsageError('no-votes', `${folder} holds no lists of reviewers: their names look like v6.6.30-lee`);
}

async function readBallot(folder: string, name: string): Promise<Ballot | undefined> {
  const head = parseBallotName(name);
  if (head === undefined) return undefined;
  const text = await readFile(path.join(folder, name), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
    throw error;
  });
  return text === undefined ? undefined : { ...head, votes: parseVotes(text, name) };
}
