import type { Sha } from '../../git/index.ts';

/** What the brackets of a patch mail's subject say: `[RFC PATCH net v3 2/7]`. */
export interface PatchMark {
  /** 1 when none is written. */
  readonly version: number;
  /** Part number; 0 for a cover letter, undefined for a patch that stands alone. */
  readonly part: number | undefined;
  /** Number of parts; undefined for a patch that stands alone. */
  readonly of: number | undefined;
  /** True for a request for comments: not meant to be applied. */
  readonly rfc: boolean;
  /** Other words in the brackets, as written: `AUTOSEL`, `net-next`, `6.16-6.1`. */
  readonly words: readonly string[];
}

/** What a mail says about a patch, found by its words. `drop-it` means something only in answers to mails for stable branches. */
export type MailSignalKind =
  | 'tag'
  | 'nak'
  | 'not-for-stable'
  | 'drop-it'
  | 'please-revert'
  | 'regression'
  | 'dropped'
  | 'taken'
  | 'failed-to-apply'
  | 'take-too'
  | 'needs-first';

/** One thing that a mail says, in its own words. */
export interface MailSignal {
  readonly kind: MailSignalKind;
  /** At most 100 characters, an exact substring of the mail's decoded text; for a tag the whole trailer. */
  readonly quote: string;
}

export interface MailPerson {
  readonly name: string;
  /** Lower case; '' when the mail names none. */
  readonly email: string;
}

/** What the archive keeps of one mail. The text itself is not kept. */
export interface Mail {
  /** Message-Id without its angle brackets, printable ASCII. */
  readonly id: string;
  /** The mail that it answers: In-Reply-To, else the last of References. */
  readonly parent: string | undefined;
  /** Seconds since 1970: the Date header. */
  readonly sent: number;
  /** Seconds since 1970 from which on it could be read: never before it was sent, and not before it was received. */
  readonly seen: number;
  readonly from: MailPerson;
  /** Decoded, one line. */
  readonly subject: string;
  /** Mailing list as its List-Id has it; undefined when none is named. */
  readonly list: string | undefined;
  /** Undefined when it is no patch and no cover letter. */
  readonly patch: MailPatch | undefined;
  /** Of an answer to a patch: the key of that patch's subject, by which it is found when the patch itself is not here. */
  readonly answers: string | undefined;
  /** Commits that it says it copies or is about: `[ Upstream commit X ]`, `commit X upstream.`, lower-case hex as written. */
  readonly upstream: readonly string[];
  /** What it says in words that are not quoted from another mail; of a patch: nothing. */
  readonly signals: readonly MailSignal[];
}

/** The patch that a mail carries, or the series that it introduces. */
export interface MailPatch extends PatchMark {
  /** The subject made comparable, see `buildPatchKey`. */
  readonly key: string;
  /** Who wrote it: the `From:` line of the text, else the sender. */
  readonly author: MailPerson;
  /** New path of every changed file, at most 100. */
  readonly paths: readonly string[];
  /** True when it has a `Fixes:` trailer. */
  readonly fixes: boolean;
  /** True when it asks for stable branches. */
  readonly stable: boolean;
}

/** What is asked about: enough of a commit to find its mails. */
export interface MailedCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly authorName: string;
  readonly authorEmail: string;
  /** Seconds since 1970. */
  readonly authorTime: number;
  readonly commitTime: number;
  /** Trailers as lower-cased key, value. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
}

/** Mails of one posting of a series. */
export interface Posting {
  /** Undefined when none was sent or the archive lacks it. */
  readonly cover: Mail | undefined;
  /** Its patches as far as the archive has them, by part number; the commit's own is among them. */
  readonly parts: readonly Mail[];
}

/** A mail to the stable list about the commit: a proposal, a review post or a notice, with the answers to it. */
export interface StableMail {
  readonly mail: Mail;
  readonly replies: readonly Mail[];
}

/** What the archive holds about one commit, as of a day. */
export interface MailThread {
  /** `message-id`: the commit names the mail; `subject`: same subject and author, sent before the commit. */
  readonly how: 'message-id' | 'subject' | 'stable mails only';
  /** 0-1: how sure it is that these mails are about this commit. */
  readonly confidence: number;
  /** The mail that carried the patch; undefined when only mails to the stable list were found. */
  readonly patch: Mail | undefined;
  /** Undefined for a patch that was sent alone. */
  readonly posting: Posting | undefined;
  /** Answers to the patch and to its cover letter, oldest first. */
  readonly replies: readonly Mail[];
  /** Oldest first. */
  readonly stable: readonly StableMail[];
}

/** How far one source of mails was read. */
export interface SourceState {
  /** What would change when the source does: size and time of a file, the newest commit of a repository. */
  readonly stamp: string;
  /** Where to go on: a byte offset, or the last commit that was read. */
  readonly mark: string;
}

/**
 * The index of a list-mail archive. Values in, values out; one writer at a time. Errors as for `HistoryStore`.
 */
export interface MailIndex {
  readonly where: string;
  readonly writable: boolean;
  /** Number of mails. */
  count(): Promise<number>;
  loadSource(name: string): Promise<SourceState | undefined>;
  /** Adds mails whose ids are new and notes how far the source was read, all or nothing; gives the number of new ones. */
  saveMails(mails: readonly Mail[], source: { readonly name: string; readonly state: SourceState }): Promise<number>;
  /** The asked mails that are there, in order of (seen, id). */
  loadMails(ids: readonly string[]): Promise<readonly Mail[]>;
  /** Direct answers to a mail, in order of (seen, id). */
  loadAnswers(id: string): Promise<readonly Mail[]>;
  /** Answers to patches of that key whose parent is not there, in order of (seen, id). */
  loadOrphans(key: string): Promise<readonly Mail[]>;
  /** Patch mails with that key, in order of (seen, id). */
  loadPatches(key: string): Promise<readonly Mail[]>;
  /** Mails that name a commit by an id that begins `sha` and has at least 10 digits, in order of (seen, id). */
  loadAbout(sha: Sha): Promise<readonly Mail[]>;
  close(): Promise<void>;
}
