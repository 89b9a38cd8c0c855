import { UsageError } from '../../errors.ts';

/** One commit that a reviewer would give a CVE. */
export interface Vote {
  /** As written: a full id or its beginning. */
  readonly commit: string;
  readonly subject: string;
  /** What the reviewer wrote about it: in brackets behind the subject, or on lines below. */
  readonly note: string | undefined;
}

/** One reviewer's list for one release. */
export interface Ballot {
  readonly release: string;
  readonly reviewer: string;
  readonly votes: readonly Vote[];
}

const NAME = /^(.+?)(?:-annotated)?-([A-Za-z][A-Za-z0-9_]*)$/;
const LINE = /^([0-9a-f]{7,64})\s+(\S.*)$/;
const BRACKETS = /\s+\[([a-z]+: [^\]]*)\]$/;

/** `v6.10.10-lee` is lee's list for v6.10.10; undefined for a name of another form. */
export const parseBallotName = (name: string): Pick<Ballot, 'release' | 'reviewer'> | undefined => {
  const [, release, reviewer] = NAME.exec(name) ?? [];
  return release === undefined || reviewer === undefined ? undefined : { release, reviewer: reviewer.toLowerCase() };
};

/**
 * One commit a line, id and subject; lines that open otherwise belong to the commit above them; `#` is for people.
 * @throws UsageError `vote-list` for a first line that names no commit.
 */
export const parseVotes = (text: string, name: string): readonly Vote[] => {
  const votes: Vote[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const vote = parseVote(line);
    const last = votes.at(-1);
    if (vote !== undefined) votes.push(vote);
    else if (last === undefined)
      throw new UsageError(
        'vote-list',
        `${name}:${at + 1}: ${JSON.stringify(line.slice(0, 80))} does not open with a commit id`,
      );
    else votes[votes.length - 1] = { ...last, note: last.note === undefined ? line : `${last.note} ${line}` };
  }
  return votes;
};

const parseVote = (line: string): Vote | undefined => {
  const [, commit, said] = LINE.exec(line) ?? [];
  if (commit === undefined || said === undefined) return undefined;
  return { commit, subject: said.replace(BRACKETS, ''), note: BRACKETS.exec(said)?.[1] };
};
