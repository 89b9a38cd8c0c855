import type { Fact } from '../../evidence/index.ts';
import type { Commit, Ref, Repository, Sha } from '../../git/index.ts';
import type { CommitFinder, DocumentationIndex, History, MailIndex, Neighbour } from '../../history/index.ts';

/**
 * What the tools of one commit's judgement look at. A port that is left out leaves out its tool.
 *
 * Every answer is as of the day. With `hideOwnDecision` no answer shows where the commit under judgement was taken: that is what is asked.
 */
export interface Toolbox {
  readonly repository: Repository;
  /** Branches and tags, read once for all commits: only these names are revisions beside commit ids. */
  readonly refs: readonly Ref[];
  readonly history: History;
  /** Seconds since 1970; nothing that became known later is shown. */
  readonly asOf: number;
  /** The commit under judgement. */
  readonly sha: Sha;
  /** Names of the stable branches that it is judged for. */
  readonly onto: readonly string[];
  /** True wherever a verdict is asked for; false only where a person looks around. */
  readonly hideOwnDecision: boolean;
  /** Finds commits by subject; made once from the same history. */
  readonly finder?: CommitFinder;
  /** Must answer from the history of the question, in which the own decision is not known, not from another one. */
  readonly facts?: (question: ToolQuestion) => Promise<readonly Fact[]>;
  /** As for facts; nearest first. */
  readonly similar?: (question: ToolQuestion & { readonly limit: number }) => Promise<readonly Neighbour[]>;
  /** The list-mail archive. */
  readonly mail?: MailIndex;
  /** The repository's own documentation, as it was on the day or before. */
  readonly docs?: () => Promise<DocumentationIndex>;
  /** The body of a message as members may see it, e.g. without what tells a decision; left out: as it is. */
  readonly mask?: (commit: Commit) => string;
  /** Characters of one answer; default 8,000. */
  readonly characters?: number;
  /** Milliseconds of one question to git; default 10,000. */
  readonly timeoutMs?: number;
}

/** One commit of mainline on the day of the judgement. */
export interface ToolQuestion {
  readonly history: History;
  readonly row: number;
  readonly asOf: number;
}
