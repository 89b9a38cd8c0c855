import type { Repository, Sha } from '../../git/index.ts';
import {
  compareCveIds,
  compareVersions,
  isMainline,
  isOpen,
  isVersion,
  judgeRelease,
  openCveFolder,
  parsePairs,
  readEntries,
  readSteadily,
  readTexts,
  seriesOf,
  titleOf,
  type CveFolder,
  type CveId,
  type Pair,
  type Point,
  type Template,
  type VersionScheme,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import { inTurns } from '../turns.ts';
import { listReleases, readOwnCopies } from './own-copies.ts';
import type { AskedFolder } from './search.ts';

/** A published CVE with its pairs. */
export interface PairedCve {
  readonly id: CveId;
  readonly pairs: readonly Pair[];
  readonly title: string | undefined;
}

export interface OpenCve {
  readonly id: CveId;
  readonly title: string | undefined;
  /** Where the fault came in; undefined: nobody knows, it counts as from the beginning. */
  readonly since: Point | undefined;
  /** Fixes that the release or commit lacks, in the order of the pairs. */
  readonly fixes: readonly Point[];
}

export interface FixedCve {
  readonly id: CveId;
  readonly title: string | undefined;
  readonly fix: Point;
}

/** CVEs that a release has and that no fix in it mends, from the pairs alone. UsageError `not-a-release`. */
export async function runCveOpen(
  from: AskedFolder,
  release: string,
  { versions }: Template,
): Promise<readonly OpenCve[]> {
  const version = parseRelease(release);
  const cves = await readPaired(from);
  return cves.flatMap(({ id, title, pairs }) => {
    const standing = judgeRelease(pairs, version, versions);
    return standing.kind === 'open' ? [{ id, title, since: standing.since, fixes: fixesOf(pairs) }] : [];
  });
}

/**
 * The same for a commit: what brought the fault is behind it, or a copy of that, and nothing that mends it. A copy under an id of its
 * own is known by what its message says that it copies.
 */
export async function runCveOpenAt(
  from: AskedFolder,
  commit: Sha,
  repository: Repository,
): Promise<readonly OpenCve[]> {
  const graph = await repository.graph([commit, ...(await listReleases(repository))]);
  const tip = graph.indexOf(commit);
  const behind = tip === undefined ? new Uint8Array() : graph.reach(tip);
  const isCopied = await readOwnCopies(repository, commit, graph);
  const has = ({ commit: sha }: Point): boolean => behind[graph.indexOf(sha) ?? -1] === 1 || isCopied(sha);
  const cves = await readPaired(from);
  return cves.flatMap(({ id, title, pairs }) => {
    const fixes = fixesOf(pairs);
    const origin = pairs.find(({ introduced }) => introduced === undefined || has(introduced));
    return origin === undefined || fixes.some(has) ? [] : [{ id, title, since: origin.introduced, fixes }];
  });
}

/** CVEs that a release fixes, or all releases behind one up to another of its series: `6.6.30..6.6.35`. */
export async function runCveFixed(
  from: AskedFolder,
  asked: string,
  { versions }: Template,
): Promise<readonly FixedCve[]> {
  const fits = parseSpan(asked, versions);
  const cves = await readPaired(from);
  return cves.flatMap(({ id, title, pairs }) => {
    const pair = pairs.find((one) => one.fixed !== undefined && isOpen(one) && fits(one.fixed.version));
    return pair?.fixed === undefined ? [] : [{ id, title, fix: pair.fixed }];
  });
}

const fixesOf = (pairs: readonly Pair[]): readonly Point[] => [
  ...new Map(pairs.flatMap(({ fixed }) => (fixed === undefined ? [] : [[fixed.commit, fixed]]))).values(),
];

async function readPaired({ folder: named, signal }: AskedFolder): Promise<readonly PairedCve[]> {
  const folder = await openCveFolder(named);
  return readSteadily(folder, () => listPaired(folder, signal), signal);
}

async function listPaired(folder: CveFolder, signal: AbortSignal | undefined): Promise<readonly PairedCve[]> {
  const entries = readEntries(folder, ['published']).toSorted((a, b) => compareCveIds(a.id, b.id));
  const paired: PairedCve[] = [];
  for await (const { id, ...entry } of inTurns(entries, signal)) {
    const { dyad, mbox } = readTexts(folder, { id, ...entry }, ['dyad', 'mbox']);
    if (dyad === undefined) continue;
    const title = mbox === undefined ? undefined : titleOf(mbox, id);
    paired.push({ id, pairs: parsePairs(dyad, `${id}.dyad`).pairs, title });
  }
  return paired;
}

/** `6.6.30` or `v6.6.30`; pairs know nothing of candidates. */
export const isRelease = (text: string): boolean => isVersion(text.replace(/^v/, '')) && !text.includes('-');

function parseRelease(text: string): string {
  const version = text.replace(/^v/, '');
  if (isVersion(version) && !version.includes('-')) return version;
  const hint = version.includes('-')
    ? 'pairs name final ones only; autosel cve open takes the tag of a candidate'
    : 'it looks like 6.6.30';
  throw new UsageError('not-a-release', `${JSON.stringify(text.slice(0, 80))} is no release: ${hint}`);
}

function parseSpan(asked: string, scheme: VersionScheme): (version: string) => boolean {
  const [first = '', last] = asked.split('..');
  if (last === undefined) {
    const release = parseRelease(first);
    return (version) => compareVersions(version, release) === 0;
  }
  const [from, to] = [parseRelease(first), parseRelease(last)];
  const series = seriesOf(to, scheme);
  if (seriesOf(from, scheme) !== series && !(isMainline(from, scheme) && isMainline(to, scheme)))
    throw new UsageError('not-a-release', `${from} and ${to} are not of one series: give two releases of the same one`);
  const ofLine = isMainline(to, scheme)
    ? (version: string) => isMainline(version, scheme)
    : (version: string) => seriesOf(version, scheme) === series;
  return (version) => ofLine(version) && compareVersions(version, from) > 0 && compareVersions(version, to) <= 0;
}
