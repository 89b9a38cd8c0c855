import { buildGitError } from './failure.ts';
import { findMissing } from './missing-blobs.ts';
import { markerLine, PatchSplitter } from './patch-splitter.ts';
import type { Section } from './patch-splitter.ts';
import type { Git } from './process.ts';
import type { PatchBytes, Sha, Unread } from './types.ts';

/** Commits that git has been told of and has not answered. */
const inFlight = 256;

/** Commits whose blobs are looked for together, once one commit's were missing. */
const checkedTogether = 1024;

/** Rename detection stops at this many added times deleted files, as git's own default for diffs. */
export const diffOptions: readonly string[] = [
  '-r',
  '-p',
  '-M',
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

export interface PatchWalk {
  readonly git: Git;
  /** Commits whose parents a shallow clone left out: their patch would be the whole tree. */
  readonly edges: ReadonlySet<Sha>;
  readonly maxBytes: number;
  /** `careful` is set once blobs were found missing: from then on they are looked for before git is asked for patches. */
  readonly known: { careful: boolean };
}

/** Patches in the order asked. A commit whose objects are missing is unread, and the walk goes on behind it. */
export async function* walkPatches(
  walk: PatchWalk,
  shas: Iterable<Sha>,
): AsyncGenerator<PatchBytes | Unread, void, void> {
  const source = shas[Symbol.iterator]();
  let batch: Sha[] = [];
  for (;;) {
    const wanted = walk.known.careful ? checkedTogether : Infinity;
    if (!walk.known.careful && batch.length === 0) {
      const rest = yield* walkUntilDeath(walk, source);
      if (rest === undefined) return;
      walk.known.careful = true;
      batch = rest;
      continue;
    }
    for (let next = source.next(); ; next = source.next()) {
      if (next.done === true) break;
      batch.push(next.value);
      if (batch.length >= wanted) break;
    }
    if (batch.length === 0) return;
    yield* walkChecked(walk, batch);
    batch = [];
  }
}

/** Walks until the end (undefined), or until git dies: then gives the commits that it was told of behind the dying one. */
async function* walkUntilDeath(
  walk: PatchWalk,
  source: Iterator<Sha>,
): AsyncGenerator<PatchBytes | Unread, Sha[] | undefined, void> {
  const child = walk.git.start(['diff-tree', '--stdin', ...diffOptions]);
  const splitter = new PatchSplitter(walk.maxBytes);
  const told: Sha[] = [];
  let first = 0;
  let done = false;
  const tell = (): void => {
    let lines = '';
    while (!done && told.length - first < inFlight) {
      const next = source.next();
      if (next.done === true) {
        done = true;
        break;
      }
      told.push(next.value);
      lines += `${next.value}\n${markerLine}`;
    }
    if (lines !== '') child.stdin.write(lines);
    if (done) child.stdin.end();
  };
  try {
    tell();
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      for (const section of splitter.take(chunk)) {
        yield patchOf(walk, told[first++]!, section);
      }
      if (first > 4096) (told.splice(0, first), (first = 0));
      if (!done && told.length - first < inFlight / 2) tell();
    }
    const end = await child.ended;
    walk.git.throwIfStopped();
    if (first === told.length && end.code === 0) return undefined;
    if (first === told.length || end.code === 0 || end.code === null) throw buildGitError(end);
    yield { kind: 'unread', sha: told[first++]!, why: reasonIn(end.stderr) };
    return told.slice(first);
  } finally {
    await child.stop();
  }
}

/** Looks for missing blobs first, so that git dies only of what that look cannot see. */
async function* walkChecked(walk: PatchWalk, batch: readonly Sha[]): AsyncGenerator<PatchBytes | Unread, void, void> {
  const missing = await findMissing(walk.git, batch);
  const readable = batch.filter((sha) => !missing.has(sha));
  const patches = walkRestarting(walk, readable);
  try {
    for (const sha of batch) {
      const why = missing.get(sha);
      if (why !== undefined) {
        yield { kind: 'unread', sha, why };
        continue;
      }
      const next = await patches.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await patches.return();
  }
}

async function* walkRestarting(walk: PatchWalk, shas: readonly Sha[]): AsyncGenerator<PatchBytes | Unread, void, void> {
  let rest: readonly Sha[] | undefined = shas;
  while (rest !== undefined && rest.length > 0) {
    const source: Iterator<Sha> = rest[Symbol.iterator]();
    const behind: Sha[] | undefined = yield* walkUntilDeath(walk, source);
    rest = behind === undefined ? undefined : [...behind, ...{ [Symbol.iterator]: () => source }];
  }
}

function patchOf(walk: PatchWalk, sha: Sha, section: Section): PatchBytes | Unread {
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
