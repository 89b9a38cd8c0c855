import { UsageError } from '../../errors.ts';
import { buildIncomingIndex, type IncomingCommit, type IncomingIndex } from '../../evidence/index.ts';
import { parseMessage, type Ref } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { globMatcher } from '../onto.ts';
import { throwIfStopped } from '../stop.ts';
import type { Workspace } from '../workspace.ts';

/** Commits of one ref that are read at most, the newest first: linux-next holds some 15,000. */
const MOST = 50_000;
/** What lies on such a ref for longer is not on its way any more; seconds. */
const FORGOTTEN_AFTER = 180 * 86_400;

/**
 * Follow-ups that are on their way to mainline: the messages of all commits that the named refs have and mainline has not, read anew with
 * each call (90,000 a second), as they were by `asOf`; undefined: now. Undefined where no ref is named.
 * @throws UsageError when a name fits no branch.
 */
export async function readIncoming(
  workspace: Workspace,
  history: History,
  asOf: number | undefined,
): Promise<IncomingIndex | undefined> {
  if (workspace.incoming.length === 0) return undefined;
  const refs = (await workspace.repository.refs()).filter(({ name }) => !name.startsWith('refs/tags/'));
  const named = new Set(workspace.incoming.flatMap((name) => matching(refs, name)));
  const commits: IncomingCommit[] = [];
  for (const ref of named) {
    if (ref.name === history.mainline.ref) continue;
    workspace.progress({ step: `reading ${shortName(ref)}`, done: commits.length, total: undefined, unit: 'commits' });
    commits.push(...(await readRef(workspace, history, ref)));
  }
  const until = asOf ?? Infinity;
  const since = (asOf ?? history.end) - FORGOTTEN_AFTER;
  return buildIncomingIndex(
    history,
    commits.filter(({ commitTime }) => commitTime > since && commitTime <= until),
  );
}

function matching(refs: readonly Ref[], name: string): readonly Ref[] {
  const fits = globMatcher(name);
  const found = refs.filter((ref) => fits(shortName(ref)) || fits(ref.name));
  if (found.length > 0) return found;
  throw new UsageError(
    'unknown-incoming',
    `no branch ${JSON.stringify(name)} to look for incoming commits on: give names that git branch -a shows, or globs`,
  );
}

/** `next-net-main`, `origin/next`. */
const shortName = ({ name }: Ref): string => name.replace(/^refs\/(?:heads|remotes)\//, '');

async function readRef(
  { repository, signal, note }: Workspace,
  history: History,
  ref: Ref,
): Promise<readonly IncomingCommit[]> {
  const shas = await repository.range(`${ref.target} ^${history.mainline.tip}`);
  if (shas.length > MOST)
    note(`autosel: ${shortName(ref)} is ${shas.length} commits ahead of mainline: the newest ${MOST} are read`);
  const commits: IncomingCommit[] = [];
  for await (const commit of repository.commits(shas.slice(0, MOST))) {
    throwIfStopped(signal);
    if (commit.kind === 'unread') continue;
    commits.push({
      sha: commit.sha,
      ref: shortName(ref),
      subject: commit.subject,
      authorEmail: commit.author.email,
      commitTime: commit.committer.time,
      facts: parseMessage(commit.subject, commit.body),
    });
  }
  return commits;
}
