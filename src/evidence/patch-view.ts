import type { MessageFacts, Patch } from '../git/index.ts';

/** What one change says of itself: its message and its patch, from a repository or from a mail, with no tree behind it. */
export interface PatchView {
  readonly subject: string;
  /** What follows the subject, trailers included. */
  readonly body: string;
  readonly facts: MessageFacts;
  /** Undefined when it could not be read, or was not asked for. */
  readonly patch: Patch | undefined;
  /** Where a reader finds both: a git command, or the id of a mail. */
  readonly source: { readonly message: string; readonly diff: string };
}
