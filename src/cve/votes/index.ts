export { countVotes } from './count.ts';
export type { VotedCommit, VoteRule } from './count.ts';
export { parseBallotName, parseVotes } from './parse.ts';
export type { Ballot, Vote } from './parse.ts';
