import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type PastCommit, type Repository } from '../../src/git/index.ts';
import { learnFrom, type Learned } from '../../src/run/message/past.ts';
import { openReferences, type ReferenceBase } from '../../src/run/references/check-references.ts';

/** Conventions are learned anew after so many commits; always from commits before those that are judged. */
const BLOCK = 500;
const RECENT = 3000;

/** All messages of a branch in memory, so that a thousand commits can be judged each by what was before it. */
export interface BenchProject {
  readonly repository: Repository;
  readonly references: ReferenceBase;
  /** Newest first. */
  readonly commits: readonly PastCommit[];
  learnedFor(position: number): Promise<Learned>;
}

export async function openBenchProject(dir: string, ref: string): Promise<BenchProject> {
  const repository = await openRepository(dir);
  const revision = await repository.resolve(ref);
  if (revision === undefined) throw new Error(`${dir} has no ${ref}`);
  const { commits, cut } = await repository.past({ revisions: [revision], limit: 200_000, timeoutMs: 600_000 });
  if (cut !== undefined) throw new Error(`not all commits were read: ${cut}`);
  const touching = indexPaths(commits);
  const blocks = new Map<number, Promise<Learned>>();
  const learnedFor = (position: number): Promise<Learned> => {
    const start = Math.ceil((position + 1) / BLOCK) * BLOCK;
    const known = blocks.get(start) ?? learnFrom(pastAt(commits, touching, start));
    blocks.set(start, known);
    return known;
  };
  const place = {
    named: join(tmpdir(), 'autosel-bench-message'),
    env: process.env,
    platform: process.platform,
    home: tmpdir(),
  };
  const rules = { force: false, trustId: false, asGiven: false, all: true };
  const settings = { ...rules, repos: [dir] as const, mainline: ref, place, unsaved: true, note: () => {} };
  return { repository, references: await openReferences(settings), commits, learnedFor };
}

/** Positions of the commits that touch a file, and those that touch something below a folder, newest first. */
function indexPaths(commits: readonly PastCommit[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  commits.forEach(({ paths }, at) => {
    const places = new Set<string>();
    for (const path of paths) {
      places.add(path);
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
        places.add(path.slice(0, end));
    }
    for (const place of places) {
      const known = index.get(place);
      if (known === undefined) index.set(place, [at]);
      else known.push(at);
    }
  });
  return index;
}

function pastAt(commits: readonly PastCommit[], touching: ReadonlyMap<string, readonly number[]>, start: number) {
  const read = (path: string, limit: number) => {
    const found: PastCommit[] = [];
    for (const at of touching.get(path) ?? []) {
      if (at >= start) found.push(commits[at]);
      if (found.length >= limit) break;
    }
    return Promise.resolve(found);
  };
  return { recent: () => Promise.resolve(commits.slice(start, start + RECENT)), touching: read };
}

/** The same numbers for the same seed, on every machine. */
export function makeChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many of the items, each as likely as any other. */
export function draw<Item>(items: readonly Item[], many: number, chance: () => number): readonly Item[] {
  const pool = items.map((item) => [chance(), item] as const).toSorted((a, b) => a[0] - b[0]);
  return pool.slice(0, many).map(([, item]) => item);
}
