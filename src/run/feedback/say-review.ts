import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import type { Review, ReviewAnswer } from '../../history/index.ts';
import { parseAddress } from '../../mail/index.ts';
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
 * @throws UsageError `no-such-commit`, or `nobody` when it is unknown who speaks.
 */
export async function sayReview({ repository, config }: Workspace, said: SaidReview): Promise<Review> {
  const sha = await repository.resolve(said.commit);
  if (sha === undefined) throw new UsageError('no-such-commit', `${said.commit} names no commit of this repository`);
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
