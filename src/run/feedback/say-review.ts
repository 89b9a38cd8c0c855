import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import type { Review, ReviewAnswer } from '../../history/index.ts';
import { parseAddress } from '../../mail/index.ts';
import { nearest } from '../../nearest.ts';
import type { Workspace } from '../workspace.ts';

export interface SaidReview {
  /** Anything that names one commit. */
  readonly commit: string;
  readonly answer: ReviewAnswer;
  readonly reason: string;
  /** Empty: all. */
  readonly branches: readonly string[];
  /** `Name <address>`; undefined: `mail.from` of the config. */
  readonly by: string | undefined;
  /** Seconds since 1970. */
  readonly at: number;
}

/**
 * What a person says at this program about one proposal: it stands above all that mails say.
 * @throws UsageError `no-such-commit`, `unknown-branch`, or `nobody` when it is unknown who speaks.
 */
export async function sayReview({ repository, config }: Workspace, said: SaidReview): Promise<Review> {
  const sha = await repository.resolve(said.commit);
  if (sha === undefined)
    throw new UsageError(
      'no-such-commit',
      `${JSON.stringify(said.commit)} names no commit of this repository: give an id, tag or branch`,
    );
  await checkBranches(repository, said.branches);
  const name = said.by ?? config.mail.from;
  if (name === undefined)
    throw new UsageError(
      'nobody',
      'who says so? name yourself with --by "Name <you@example.org>", or set mail.from in the config',
    );
  const by = parseAddress(name);
  const { answer, reason, branches, at } = said;
  const id = createHash('sha256')
    .update([sha, answer, reason, ...branches, by.email, at].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return {
    id,
    commit: sha,
    branches,
    answer,
    reason,
    ground: undefined,
    also: [],
    by,
    how: 'person',
    authority: 'this program',
    source: 'autosel review',
    at,
  };
}

/** A word about a branch that there is not would be kept and count for nothing. */
async function checkBranches(repository: Workspace['repository'], named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  const branches = (await repository.refs()).flatMap(
    ({ name }) => /^refs\/(?:heads|remotes)\/(.+)$/s.exec(name)?.[1] ?? [],
  );
  for (const name of named) {
    if (branches.some((branch) => branch === name || branch.endsWith(`/${name}`))) continue;
    const meant = nearest(name, branches);
    throw new UsageError(
      'unknown-branch',
      `there is no branch ${JSON.stringify(name)} in this repository${meant === undefined ? ': give a name that git branch -a shows' : `; did you mean ${meant}?`}`,
    );
  }
}
