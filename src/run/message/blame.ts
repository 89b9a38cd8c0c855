import { UnjudgeableError } from '../../errors.ts';
import { parsePatch, type BlamedLine, type Patch, type Repository, type Sha } from '../../git/index.ts';
import {
  countNames,
  findPlaces,
  findSectionLine,
  NO_NAMES,
  readNames,
  sizesOf,
  type Blamed,
  type FaultPlace,
  type FixNames,
  type NameCounts,
  type Suspect,
} from '../../message/index.ts';

const TIMEOUT_MS = 8000;

type Counts = { -readonly [name in keyof Omit<Suspect, 'subject' | 'time' | 'names'>]: Suspect[name] };

interface Tally {
  readonly counts: Map<Sha, Counts>;
  readonly total: { removed: number; beside: number; sections: number; files: number };
  cut: string | undefined;
}

export interface BlameState {
  readonly revision: Sha;
  /** Commits that are suspected although they made none of the lines. */
  readonly also: readonly string[];
  /** The message of the change; '' where it is not written yet. */
  readonly text: string;
  /** For one file, milliseconds. */
  readonly timeoutMs?: number;
}

/** Who made the lines that a change mends, as they stand in `revision`. What cannot be told is said in `cut`. */
export async function blameChange(
  repository: Pick<Repository, 'blame' | 'commits' | 'file' | 'patches'>,
  patch: Patch,
  { revision, also, text, timeoutMs = TIMEOUT_MS }: BlameState,
): Promise<Blamed> {
  const tally: Tally = { counts: new Map(), total: { removed: 0, beside: 0, sections: 0, files: 0 }, cut: undefined };
  const places = findPlaces(patch);
  for (const place of places) await blamePlace({ repository, revision, tally, timeoutMs }, place);
  for (const sha of also) if (!tally.counts.has(sha as Sha)) tally.counts.set(sha as Sha, emptyCounts(sha));
  const counts = [...tally.counts.values()];
  const names = namesOf(places, text);
  const brought = await findBrought(
    repository,
    counts.map(({ sha }) => sha as Sha),
    names,
  );
  const suspects: Suspect[] = [];
  for await (const commit of repository.commits(counts.map(({ sha }) => sha as Sha))) {
    const own = tally.counts.get(commit.sha);
    if (commit.kind === 'commit' && own !== undefined)
      suspects.push({
        ...own,
        ...{ subject: commit.subject, time: commit.committer.time, names: brought.get(commit.sha) ?? NO_NAMES },
      });
  }
  return { suspects, ...tally.total, names: sizesOf(names), cut: tally.cut };
}

function namesOf(places: readonly FaultPlace[], text: string): FixNames {
  const all = (kind: 'added' | 'removed'): ReadonlySet<string> =>
    new Set(places.flatMap(({ names }) => [...names[kind]]));
  return { text: readNames(text), added: all('added'), removed: all('removed') };
}

/** Patches of more suspects, or larger ones, are not read: they name none. */
const MOST_READ = 60;
const MOST_BYTES = 400_000;

async function findBrought(
  repository: Pick<Repository, 'patches'>,
  shas: readonly Sha[],
  names: FixNames,
): Promise<ReadonlyMap<Sha, NameCounts>> {
  const brought = new Map<Sha, NameCounts>();
  for await (const read of repository.patches(shas.slice(0, MOST_READ), { maxBytes: MOST_BYTES }))
    if (read.kind === 'patch') brought.set(read.sha, countNames(parsePatch(read.bytes, read.cut), names));
  return brought;
}

interface Blaming {
  readonly repository: Pick<Repository, 'blame' | 'file'>;
  readonly revision: Sha;
  readonly tally: Tally;
  readonly timeoutMs: number;
}

async function blamePlace(blaming: Blaming, place: FaultPlace): Promise<void> {
  const { repository, revision, tally, timeoutMs } = blaming;
  try {
    const sections = await findSections(blaming, place);
    const asked = [...place.removed, ...place.beside, ...sections];
    if (asked.length === 0) return;
    const ranges = asked.map((line) => [line, line] as const);
    const lines = await repository.blame({
      path: place.path,
      revision,
      ranges,
      ignoreSpace: true,
      timeoutMs,
    });
    count(tally, lines, { removed: place.removed, beside: place.beside, sections });
  } catch (error) {
    if (!(error instanceof UnjudgeableError)) throw error;
    tally.cut = error.message;
  }
}

async function findSections({ repository, revision }: Blaming, place: FaultPlace): Promise<readonly number[]> {
  if (place.sections.length === 0) return [];
  const bytes = await repository.file(revision, place.path);
  if (bytes === undefined) return [];
  const lines = bytes.toString('latin1').split('\n');
  const found = place.sections.map((section) => findSectionLine(lines, section));
  return [...new Set(found.filter((line) => line !== undefined))];
}

type Asked = Pick<FaultPlace, 'removed' | 'beside'> & { readonly sections: readonly number[] };

const emptyCounts = (sha: string): Counts => ({ sha, removed: 0, beside: 0, sections: 0, files: 0 });

function count(tally: Tally, lines: readonly BlamedLine[], asked: Asked): void {
  const here = new Set<Sha>();
  for (const { line, sha } of lines) {
    const own = tally.counts.get(sha) ?? emptyCounts(sha);
    tally.counts.set(sha, own);
    for (const kind of ['removed', 'beside', 'sections'] as const)
      if (asked[kind].includes(line)) {
        own[kind] += 1;
        tally.total[kind] += 1;
      }
    here.add(sha);
  }
  for (const sha of here) tally.counts.get(sha)!.files += 1;
  tally.total.files += 1;
}
