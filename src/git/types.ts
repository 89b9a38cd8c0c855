import type { AdditionsRequest } from './additions.ts';
import type { ContainingReply, ContainingRequest, ReachRequest, TipRequest } from './ancestry.ts';
import type { BlamedLine, BlameRequest } from './blame.ts';
import type { FileReply, FileRequest } from './files.ts';
import type { EntriesRequest, FolderEntry } from './folder.ts';
import type { FoundWord, WordsRequest } from './words.ts';
import type { LinesReply, LinesRequest } from './lines.ts';
import type { LogReply, LogRequest } from './log.ts';
import type { PastReply, PastRequest } from './past.ts';
import type { PickOptions, PickOutcome, PickRequest, PickSeries } from './pick-types.ts';

/** A full, lower-case object id: 40 hex digits, or 64 in a sha-256 repository. Made only by {@link parseSha}. */
export type Sha = string & { readonly __sha: unique symbol };

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** As git writes it, e.g. `+0200`. */
  readonly zone: string;
}

export interface Commit {
  readonly kind: 'commit';
  readonly sha: Sha;
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  readonly author: Person;
  readonly committer: Person;
  /** First paragraph of the message on one line, as `git log --format=%s`. */
  readonly subject: string;
  /** What follows the first paragraph; decoded by the commit's `encoding` header, bad bytes as U+FFFD. */
  readonly body: string;
}

/** An object that was asked for and is not in this repository (partial clone, damage) or is no commit. */
export interface Unread {
  readonly kind: 'unread';
  readonly sha: Sha;
  readonly why: string;
}

export interface Ref {
  /** Full name, e.g. `refs/heads/main`; one that is not UTF-8 as git quotes it, quotes included (see name.ts). */
  readonly name: string;
  /** The commit it leads to, annotated tags peeled. */
  readonly target: Sha;
  /** For an annotated tag the tagger's time, else the commit's; seconds since 1970. */
  readonly time: number;
}

/** The bytes of one commit's patch against its first parent, as `git diff-tree -p -M --full-index` prints it. */
export interface PatchBytes {
  readonly kind: 'patch';
  readonly sha: Sha;
  readonly bytes: Buffer;
  /** Bytes that were left out because the patch was longer than the limit; 0 when it is whole. */
  readonly cut: number;
}

/** The commits that some tips reach, as integers: parents, order, ancestor sets. */
export interface CommitGraph {
  readonly size: number;
  /** Index 0 is the newest in `--topo-order`: a commit's index is smaller than its parents'. */
  sha(index: number): Sha;
  /** undefined when the commit is not reachable from the tips asked for. */
  indexOf(sha: Sha): number | undefined;
  parents(index: number): readonly number[];
  isMerge(index: number): boolean;
  /** One byte a commit: 1 where it is an ancestor of `tip` or `tip` itself. */
  reach(tip: number): Uint8Array;
  /** Commits reachable from `tip` and not marked in `excluded` (a union of {@link reach} sets), newest first. */
  ahead(tip: number, excluded: Uint8Array): number[];
  /** For each commit the position in `tips` of the first tip that contains it, or -1. */
  firstContaining(tips: readonly number[]): Int32Array;
}

export interface PatchOptions {
  /** Bytes kept of each patch; default 4 MiB. */
  readonly maxBytes?: number;
  /** Only what is under these names; a file whose other name is not among them then looks added or deleted. */
  readonly paths?: readonly string[] | undefined;
}

export interface Repository {
  /** The folder that was named, absolute. */
  readonly dir: string;
  /** The common git directory, absolute: the same for all worktrees of a repository. */
  readonly gitDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly shallow: boolean;
  readonly partial: boolean;
  /** Every branch, remote branch and tag that leads to a commit. Replace refs are ignored by every call of this room. */
  refs(): Promise<readonly Ref[]>;
  /** The branch that HEAD names (full name), or undefined when detached or unborn. */
  headRef(): Promise<string | undefined>;
  /** One `rev-list --parents --topo-order` pass. */
  graph(tips: readonly Sha[]): Promise<CommitGraph>;
  /** Messages and headers in the order asked, from one long-lived `cat-file --batch`. */
  commits(shas: Iterable<Sha> | AsyncIterable<Sha>): AsyncIterable<Commit | Unread>;
  /** Patches in the order asked; a commit whose objects are missing is `unread`, and the walk goes on behind it. */
  patches(shas: Iterable<Sha>, options?: PatchOptions): AsyncIterable<PatchBytes | Unread>;
  /** What a person wrote: a sha, short id, tag, branch or expression. Undefined when it names no commit here, UsageError `ambiguous-revision` when a short id fits several. */
  resolve(revision: string): Promise<Sha | undefined>;
  /** Non-merge commits of a person's range (`a..b`, `^x y`, plain revisions mean just those commits), newest first. UsageError `unknown-range`. */
  range(expression: string): Promise<readonly Sha[]>;
  /** A file's bytes at a revision, undefined when absent there. UnjudgeableError `file-unread` when they are not here. */
  file(sha: Sha, path: string): Promise<Buffer | undefined>;
  /** `git diff --stat`-like text is made by us from a Patch; this returns the patch of one commit for mail, whole (no cut), binary as git's base85. */
  mailPatch(sha: Sha): Promise<Buffer>;
  /** Many files at many revisions, in the order asked; a file above 8 MiB is `unread`. */
  files(requests: Iterable<FileRequest>): AsyncIterable<FileReply>;
  /** Which commits made the lines. UnjudgeableError `blame-timeout` or `blame-unread` when that cannot be told. */
  blame(request: BlameRequest): Promise<readonly BlamedLine[]>;
  /** Which states of the tree have which names, and where; files that hold no code are passed over. */
  words(request: WordsRequest): Promise<ReadonlyMap<Sha, readonly FoundWord[]>>;
  /** Which lines of the files of a revision hold a text. UnjudgeableError `grep-unread`. */
  lines(request: LinesRequest): Promise<LinesReply>;
  /** When each file of a folder came, by path; seconds since 1970. */
  additions(request: AdditionsRequest): Promise<ReadonlyMap<string, number>>;
  /** Which commits changed a file, a folder or lines. UnjudgeableError `log-unread`. */
  log(request: LogRequest): Promise<LogReply>;
  /** Messages of earlier commits with the files that they touch. UnjudgeableError `past-unread`. */
  past(request: PastRequest): Promise<PastReply>;
  /** What lies in a folder, or what lies under a name. UnjudgeableError `folder-unread`. */
  entries(request: EntriesRequest): Promise<readonly FolderEntry[]>;
  /** What a branch was on a day: the newest first-parent commit by then. UnjudgeableError `ancestry-unread`, also of the next two. */
  tip(request: TipRequest): Promise<Sha | undefined>;
  reaches(request: ReachRequest): Promise<boolean>;
  containing(request: ContainingRequest): Promise<ContainingReply>;
  /** Dry-run picks in the order asked; the repository is not written to. A request that cannot be tried is `unknown`. */
  picks(requests: Iterable<PickRequest>, options?: PickOptions): AsyncIterable<PickOutcome>;
  /** Picks one behind the other onto a commit, whose results can be read as patches; the repository is not written to. */
  startSeries(onto: Sha): PickSeries;
  /** Ends every child process of this repository. */
  close(): Promise<void>;
}

export type LineSign = '+' | '-' | ' ';

export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** The text behind the second `@@` (usually the function), decoded, '' when none. */
  readonly section: string;
  /** Range [from, to) of this hunk's lines in {@link Patch.lineStart} and {@link Patch.lineSign}. */
  readonly from: number;
  readonly to: number;
}

export interface PatchFile {
  /** Undefined for an added file. A name that is not UTF-8 stands as git quotes it, quotes included (see name.ts). */
  readonly oldPath: string | undefined;
  /** Undefined for a deleted file. */
  readonly newPath: string | undefined;
  readonly change: 'added' | 'deleted' | 'modified' | 'renamed' | 'copied' | 'mode';
  readonly binary: boolean;
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly Hunk[];
}

/** A parsed patch: lines stay in `bytes` and are named by offsets, so that 100 MB/s and more pass through. */
export interface Patch {
  readonly bytes: Buffer;
  readonly files: readonly PatchFile[];
  /** Offset of each hunk line's first byte behind its sign. */
  readonly lineStart: Int32Array;
  /** Offset behind each hunk line's last byte (without the newline). */
  readonly lineEnd: Int32Array;
  /** The sign byte of each hunk line: 43 '+', 45 '-', 32 ' '. */
  readonly lineSign: Uint8Array;
  readonly added: number;
  readonly removed: number;
  /** Bytes left out of a patch that was too long; numbers then are lower bounds. */
  readonly cut: number;
}

/** `Fixes: <id> ("subject")` in every spelling seen. */
export interface FixesTrailer {
  /** Hex as written, lower-cased, 7-64 digits; undefined when only a subject was given. */
  readonly id: string | undefined;
  readonly subject: string | undefined;
  readonly raw: string;
}

/** `Cc: stable@vger.kernel.org # 5.10+` and its relatives. */
export interface StableTrailer {
  readonly address: string;
  /** Text behind `#`, trimmed; '' when none. */
  readonly note: string;
  /** Oldest version asked for (`5.10` from `# 5.10+`, `v5.10.x`, `>= 5.10`), undefined when none is said. */
  readonly since: string | undefined;
  /** `# 5.10.x: <sha>: subject` names a commit to pick first. */
  readonly prerequisite:
    | { readonly id: string; readonly subject: string | undefined; readonly version: string | undefined }
    | undefined;
  /** `stable+noautosel@kernel.org`: the author does not want AUTOSEL to take it. */
  readonly noAutosel: boolean;
}

/** A line of a stable commit that names the mainline (or another stable) commit it copies. */
export interface UpstreamReference {
  readonly id: string;
  readonly style:
    | 'upstream-commit-brackets'
    | 'commit-upstream'
    | 'upstream-commit'
    | 'cherry-picked-from'
    | 'master-commit'
    | 'backported-from'
    | 'backport-of';
  readonly raw: string;
}

/** Everything that the message of a commit says in a form that programs understand. */
export interface MessageFacts {
  readonly fixes: readonly FixesTrailer[];
  readonly stable: readonly StableTrailer[];
  readonly upstream: readonly UpstreamReference[];
  /** Ids behind "This reverts commit …" and the quoted subject of `Revert "…"`. */
  readonly reverts: readonly { readonly id: string | undefined; readonly subject: string | undefined }[];
  /**
   * Commits that a sentence holds responsible for what is mended: `broken by commit X`, `commit X forgot`. An id is undefined
   * where only a subject is quoted. `Fixes:` lines are not among them.
   */
  readonly blamed: readonly { readonly id: string | undefined; readonly subject: string | undefined }[];
  /** All trailers in order, keys as written, values unfolded. */
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
}
