import { countVotes, openCveFolder, type CveId, type VotedCommit, type VoteRule } from '../../cve/index.ts';
import { readBallots } from '../files-of-votes.ts';
import { loadCveIndex } from './search.ts';

export interface VotesRequest extends VoteRule {
  /** The folder with the lists. */
  readonly lists: string;
  /** The folder of CVEs; undefined: nobody looks what has one already. */
  readonly folder: string | undefined;
}

export interface VotedCve extends VotedCommit {
  /** CVEs that fix it already. */
  readonly assigned: readonly CveId[];
}

/** Several reviewers' lists in one: who agrees, who differs, what has a CVE already. */
export async function runCveVotes({ lists, folder, ...rule }: VotesRequest): Promise<readonly VotedCve[]> {
  const voted = countVotes(await readBallots(lists), rule);
  const index = folder === undefined ? undefined : await loadCveIndex(await openCveFolder(folder));
  return voted.map((commit) => {
    const hits = index?.ofCommit(commit.commit) ?? [];
    const fixes = hits.filter(({ role, state }) => state === 'published' && (role === 'fix' || role === 'backport'));
    return { ...commit, assigned: [...new Set(fixes.map(({ id }) => id))] };
  });
}
