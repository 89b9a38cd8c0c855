import type { AuditQuestion } from '../evidence/index.ts';
import { parseMessage, type Sha } from '../git/index.ts';
import { makeCommitFinder, type History } from '../history/index.ts';
import type { UnknownUpstream } from './branches/audit-answers.ts';
import { isoDate } from './dates.ts';
import { throwIfStopped } from './stop.ts';
import type { Workspace } from './workspace.ts';

/** Commits of the branch that name upstream commits, none of which is known here; newest first. */
export async function findUnknownUpstream(
  { repository, signal }: Workspace,
  { history, branch, asOf }: AuditQuestion,
): Promise<readonly UnknownUpstream[]> {
  const known = knownCopies(history, branch);
  const finder = makeCommitFinder(history);
  const shas = await repository.range(`${history.branches[branch].tip} ^${history.mainline.tip}`);
  const found: UnknownUpstream[] = [];
  for await (const commit of repository.commits(shas.filter((sha) => !known.has(sha)))) {
    throwIfStopped(signal);
    if (commit.kind === 'unread' || commit.committer.time > asOf) continue;
    const names = [...new Set(parseMessage(commit.subject, commit.body).upstream.map(({ id }) => id))];
    if (names.length === 0 || names.some((id) => finder.find(id, undefined) !== undefined)) continue;
    found.push({
      sha: commit.sha,
      subject: commit.subject,
      date: isoDate(commit.committer.time),
      names,
      commands: [`git show -s ${commit.sha.slice(0, 12)}`, ...names.map((id) => `git cat-file -t ${id}`)],
    });
  }
  return found;
}

function knownCopies(history: History, branch: number): ReadonlySet<Sha> {
  const copies = new Set<Sha>();
  for (let row = 0; row < history.commits.length; row += 1)
    for (const pick of history.picks(row)) if (pick.branch === branch) copies.add(pick.stableSha);
  return copies;
}
