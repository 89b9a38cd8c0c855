import type { MessageFacts, ReferenceLine } from '../../git/index.ts';
import type { MailAddress } from '../address.ts';

/** What stands in brackets before the subject: `PATCH AUTOSEL 6.16-6.1`, `PATCH AUTOSEL 5.10 054/114`. */
export interface SubjectMark {
  /** Words besides PATCH, the versions and the place, as written: `AUTOSEL`, `RFC`, `v2`. */
  readonly words: readonly string[];
  /** The newest and the oldest version it is meant for, the same where one stands alone; undefined where none is named. */
  readonly versions: { readonly newest: string; readonly oldest: string } | undefined;
  readonly place: { readonly number: number; readonly total: number } | undefined;
}

export interface HeaderField {
  readonly name: string;
  /** On one line, decoded. */
  readonly value: string;
}

/** A patch mail in the skeleton of AUTOSEL, by its parts; the skeleton itself (fixed headers, rules, diffstat) is not among them. */
export interface SkeletonMail {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly mark: SubjectMark;
  /** The commit's own. */
  readonly subject: string;
  /** As written. */
  readonly date: string;
  /** Ids without angle brackets; '' for a mail that has none. */
  readonly thread: {
    readonly id: string;
    readonly inReplyTo: string | undefined;
    readonly references: readonly string[];
  };
  readonly mailer: string | undefined;
  /** `X-stable-base`: the release that the patch was made for, e.g. `Linux 6.16.1`. */
  readonly base: string | undefined;
  /** All other headers in their order. */
  readonly headers: readonly HeaderField[];
  /** As the first line of the body names the author; undefined where the sender is the author. */
  readonly author: MailAddress | undefined;
  /** The line that names the mainline commit, above or below the message. */
  readonly upstream: ReferenceLine | undefined;
  /** The commit's message below its subject, without that line and the one that the sender signed. */
  readonly message: string;
  /** Who signed the last line of the message, when that is the sender under any of their addresses. */
  readonly signOff: MailAddress | undefined;
  /** What stands between `---` and the diffstat, '' for nothing. */
  readonly explanation: string;
  /** As it was sent; any bytes. */
  readonly patch: Buffer;
  /** The line behind `-- `, e.g. git's version; '' when there is none. */
  readonly signature: string;
}

/** A {@link SkeletonMail} that was read, with what follows from it. */
export interface ParsedMail extends SkeletonMail {
  readonly kind: 'patch mail';
  /** All of the message's, the sender's sign-off included. */
  readonly trailers: MessageFacts['trailers'];
  /** What a person should know before the mail is used: one sentence each. */
  readonly warnings: readonly string[];
}

/** A mail that holds no patch of one commit, and why; the walk goes on. */
export interface NoPatchMail {
  readonly kind: 'no patch mail';
  /** `unreadable`: no reader of mail takes it; `answer`: it answers another mail; `no diff`: it carries none. */
  readonly code: 'unreadable' | 'answer' | 'no diff';
  /** One sentence. */
  readonly why: string;
  /** '' where it cannot be told. */
  readonly subject: string;
}
