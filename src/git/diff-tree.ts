import { buildPathArgument } from './argument.ts';
import { buildGitError } from './failure.ts';
import { markerLine, PatchSplitter } from './patch-splitter.ts';
import type { Section } from './patch-splitter.ts';
import type { Git, GitChild } from './process.ts';
import type { PatchBytes, Sha, Unread } from './types.ts';

/** Commits that git has been told of and has not answered. */
const inFlight = 256;

/** Everything that a person's or a repository's configuration could change about a diff is said here. */
export const diffOptions: readonly string[] = [
  '-r',
  '-p',
  '-M',
  // Rename detection gives up at this many added times deleted files, as git's own default for diffs.
  '-l1000',
  '--root',
  '--always',
  '--diff-merges=first-parent',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--full-index',
  '-U3',
  '--inter-hunk-context=0',
  '--diff-algorithm=default',
  '--indent-heuristic',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--ignore-submodules=none',
];

/** A patch that `git am` takes whole. With `--always` git would end it without a commit line by the commit's id. */
export const mailOptions: readonly string[] = [
  ...diffOptions.filter((option) => option !== '--always' && option !== '--full-index'),
  '--abbrev=12',
  '--binary',
  '--no-commit-id',
];

export interface DiffTree {
  readonly git: Git;
  /** Commits whose parents a shallow clone left out: their patch would be the whole tree. */
  readonly edges: ReadonlySet<Sha>;
  /** Bytes kept of each patch. */
  readonly maxBytes: number;
  /** Only what is under these names. */
  readonly paths?: readonly string[] | undefined;
}

/** Gives git a bounded number of commits ahead of its answers. */
class Feeder {
  readonly #told: Sha[] = [];
  readonly #source: Iterator<Sha>;
  readonly #edges: ReadonlySet<Sha>;
  #first = 0;
  #done = false;

  constructor(source: Iterator<Sha>, edges: ReadonlySet<Sha>) {
    this.#source = source;
    this.#edges = edges;
  }

  /** A marker follows every commit; of a shallow clone's edge git gets the marker alone. */
  feed(stdin: GitChild['stdin']): void {
    if (this.#done || this.#told.length - this.#first > inFlight / 2) return;
    let lines = '';
    while (this.#told.length - this.#first < inFlight) {
      const next = this.#source.next();
      if (next.done === true) {
        this.#done = true;
        break;
      }
      this.#told.push(next.value);
      lines += this.#edges.has(next.value) ? markerLine : `${next.value}\n${markerLine}`;
    }
    if (lines !== '') stdin.write(lines);
    if (this.#done) stdin.end();
  }

  /** The oldest commit without an answer. */
  next(): Sha | undefined {
    if (this.#first >= 1024) this.#told.splice(0, this.#first - (this.#first = 0));
    return this.#told[this.#first++];
  }

  rest(): Sha[] {
    return this.#told.slice(this.#first);
  }
}

/**
 * Walks until the end (then gives undefined), or until git dies of a broken object: that commit is unread, and the
 * commits that git was told of behind it are given back.
 */
export async function* walkUntilDeath(
  walk: DiffTree,
  source: Iterator<Sha>,
): AsyncGenerator<PatchBytes | Unread, Sha[] | undefined, void> {
  const names = (walk.paths ?? []).map(buildPathArgument);
  const child = walk.git.start(['diff-tree', '--stdin', ...diffOptions, '--', ...names]);
  const splitter = new PatchSplitter(walk.maxBytes);
  const feeder = new Feeder(source, walk.edges);
  try {
    feeder.feed(child.stdin);
    for await (const chunk of child.chunks()) {
      for (const section of splitter.take(chunk)) yield patchOf(walk, feeder.next()!, section);
      feeder.feed(child.stdin);
    }
    const end = await child.ended;
    walk.git.throwIfStopped();
    const dying = feeder.next();
    if (dying === undefined && end.code === 0) return undefined;
    if (dying === undefined || end.code === 0 || end.code === null) throw buildGitError(end);
    yield { kind: 'unread', sha: dying, why: reasonIn(end.stderr) };
    return feeder.rest();
  } finally {
    await child.stop();
  }
}

function patchOf(walk: DiffTree, sha: Sha, section: Section): PatchBytes | Unread {
  if (walk.edges.has(sha)) return { kind: 'unread', sha, why: 'its parent is not in this shallow clone' };
  const header = sha.length + 1;
  if (section.bytes.length < header || section.bytes.toString('latin1', 0, sha.length) !== sha) {
    return { kind: 'unread', sha, why: 'the commit is not in this repository' };
  }
  return { kind: 'patch', sha, bytes: section.bytes.subarray(header), cut: section.cut };
}

function reasonIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const fatal = lines.findLast((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^(?:fatal|error): /, '').slice(0, 300) || 'git diff-tree ended without a word';
}
