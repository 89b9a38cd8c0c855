/**
 * Errors are told apart by who must act.
 *
 * - {@link UsageError}: the person who called; exit code 2.
 * - {@link UnjudgeableError}: this one commit; recorded, and the walk goes on.
 * - {@link ToolCallError}: the model that called a tool; the message goes back to it and teaches.
 * - {@link StoppedError}: the person pressed Ctrl-C; exit code 130, finished steps are kept.
 * - anything else is infrastructure or a bug; exit code 1.
 */
export class AutoselError extends Error {
  /** A stable kebab-case name for programs, e.g. `no-stable-branch`. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The call was wrong: the message says what was found and what to do. */
export class UsageError extends AutoselError {}

/** One commit cannot be read or judged; others can. */
export class UnjudgeableError extends AutoselError {}

/** A tool call of a model cannot be run as it is; the message says what to ask instead and may be shown to the model. */
export class ToolCallError extends AutoselError {}

/** The person asked to stop. */
export class StoppedError extends AutoselError {}

/** The disk, git, the network or another process failed; the message says which and what to do. */
export class InfrastructureError extends AutoselError {}
