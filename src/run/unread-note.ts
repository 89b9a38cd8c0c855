import type { History } from '../history/index.ts';
import { nounFor } from '../plural.ts';

export interface UnreadCounts {
  /** Commits whose patch could not be read; their messages are indexed. */
  readonly unread: number;
  /** Commits that could not be read at all. */
  readonly lost: number;
  /** Of one of them. */
  readonly why: string | undefined;
}

/** One line for people; undefined when everything was read. Nothing was judged yet, so nothing was left unjudged. */
export function sayUnread({ unread, lost, why }: UnreadCounts): string | undefined {
  const parts = [
    unread === 0
      ? ''
      : `${count(unread)} could not be read with ${unread === 1 ? 'its patch' : 'their patches'}${why === undefined ? '' : ` (for example: ${why})`}; ${unread === 1 ? 'its message is' : 'their messages are'} indexed`,
    lost === 0 ? '' : `${count(lost)} could not be read at all and ${lost === 1 ? 'is' : 'are'} left out`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : `autosel: ${parts.join('; ')}`;
}

/** What was missing for the first commit of mainline that could not be read. */
export function whyUnread(history: History): string | undefined {
  return history.commits.find(({ unread }) => unread !== undefined)?.unread;
}

const count = (n: number): string => `${n.toLocaleString('en-US')} ${nounFor(n, 'commit')}`;
