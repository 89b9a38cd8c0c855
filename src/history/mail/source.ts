/** One mail as a source gives it. */
export interface RawMail {
  readonly bytes: Buffer;
  /** Where to go on behind it; asked once a batch. */
  mark(): Promise<string>;
  /** Seconds since 1970 at which the source got it, as far as it knows. */
  readonly received: number | undefined;
}

/** A place that mails come from: an mbox, a file with one mail, a git repository. */
export interface MailSource {
  /** Unique and stable: a path. */
  readonly name: string;
  /** Changes when the source does. */
  readonly stamp: string;
  /** Mails behind a mark that it once gave, oldest first; all of them when that mark means nothing any more. */
  read(mark: string | undefined): AsyncIterable<RawMail>;
}
