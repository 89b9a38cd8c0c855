import type { Ballot, Vote } from './parse.ts';

export interface VoteRule {
  /** Reviewers whose votes count; others are guests. Undefined: everybody who has a list. */
  readonly main: readonly string[] | undefined;
  /** So many of them make a CVE. */
  readonly need: number;
}

/** One commit with who would give it a CVE. */
export interface VotedCommit {
  readonly release: string;
  readonly commit: string;
  readonly subject: string;
  /** Main reviewers who listed it, who did not, and who gave no list for this release at all. */
  readonly voted: readonly string[];
  readonly against: readonly string[];
  readonly absent: readonly string[];
  readonly guests: readonly string[];
  readonly notes: readonly { readonly reviewer: string; readonly note: string }[];
  /** `unsettled`: those who gave no list could still make it one. */
  readonly outcome: 'agreed' | 'enough' | 'unsettled' | 'too few';
}

/**
 * Joins the lists of several reviewers, release by release, in the order in which commits come up. A list that is not there is
 * no vote against. Commits are the same when one id is the beginning of the other, else by their subject.
 */
export const countVotes = (ballots: readonly Ballot[], { main, need }: VoteRule): readonly VotedCommit[] => {
  const mains = main ?? [...new Set(ballots.map(({ reviewer }) => reviewer))].toSorted();
  return [...Map.groupBy(ballots, ({ release }) => release)].flatMap(([release, lists]) => {
    const heard = new Set(lists.map(({ reviewer }) => reviewer));
    const roll = { mains: mains.filter((name) => heard.has(name)), absent: mains.filter((name) => !heard.has(name)) };
    return joinVotes(lists).map((group) => settle({ release, group, need, ...roll }));
  });
};

interface Group {
  readonly first: Vote;
  readonly by: Map<string, Vote>;
}

const joinVotes = (lists: readonly Ballot[]): readonly Group[] => {
  const groups: Group[] = [];
  for (const { reviewer, votes } of lists)
    for (const vote of votes) {
      const group = findGroup(groups, vote, reviewer);
      if (group === undefined) groups.push({ first: vote, by: new Map([[reviewer, vote]]) });
      else group.by.set(reviewer, mergeNotes(group.by.get(reviewer), vote));
    }
  return groups;
};

const findGroup = (groups: readonly Group[], { commit, subject }: Vote, reviewer: string): Group | undefined =>
  groups.find(({ first }) => first.commit.startsWith(commit) || commit.startsWith(first.commit)) ??
  groups.find(({ first, by }) => first.subject === subject && !by.has(reviewer));

/** A reviewer's plain and annotated list name a commit twice. */
const mergeNotes = (before: Vote | undefined, vote: Vote): Vote => ({ ...vote, note: vote.note ?? before?.note });

interface Count {
  readonly release: string;
  readonly group: Group;
  readonly need: number;
  readonly mains: readonly string[];
  readonly absent: readonly string[];
}

const settle = ({ release, group: { first, by }, need, mains, absent }: Count): VotedCommit => {
  const voted = mains.filter((name) => by.has(name));
  const counted = new Set([...mains, ...absent]);
  return {
    release,
    commit: first.commit,
    subject: first.subject,
    voted,
    against: mains.filter((name) => !by.has(name)),
    absent,
    guests: [...by.keys()].filter((name) => !counted.has(name)),
    notes: [...by].flatMap(([reviewer, { note }]) => (note === undefined ? [] : [{ reviewer, note }])),
    outcome: decide({ voted: voted.length, heard: mains.length, absent: absent.length, need }),
  };
};

const decide = (count: { voted: number; heard: number; absent: number; need: number }): VotedCommit['outcome'] => {
  const { voted, heard, absent, need } = count;
  if (voted >= need) return voted === heard && absent === 0 ? 'agreed' : 'enough';
  return voted > 0 && voted + absent >= need ? 'unsettled' : 'too few';
};
