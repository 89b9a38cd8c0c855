import {
  isFixed,
  openCveFolder,
  parsePairs,
  parseRationale,
  readEntries,
  readSteadily,
  readTexts,
  scoreOf,
  STATES,
  yearOf,
  type CveEntry,
  type CveFolder,
  type CveState,
} from '../../cve/index.ts';
import { inTurns } from '../turns.ts';
import type { AskedFolder } from './search.ts';

export interface CveYear {
  readonly year: string;
  readonly reserved: number;
  readonly published: number;
  readonly rejected: number;
}

export interface CveStats {
  readonly root: string;
  readonly years: readonly CveYear[];
  /** Published ones by level of their score; those without one are not counted. */
  readonly levels: Readonly<Record<string, number>>;
  readonly scored: number;
  /** Published ones of which some line of releases stays without a fix. */
  readonly unfixedSomewhere: number;
  /** Published ones whose origin is not known for some line. */
  readonly unknownOrigin: number;
  /** Files with the beginning of a CVE's name whose record is not there. */
  readonly withoutRecord: readonly string[];
  /** Files that do not parse, with the reason. */
  readonly broken: readonly string[];
}

/** Counts of a folder of CVEs. */
export async function runCveStats({ folder: named, signal }: AskedFolder): Promise<CveStats> {
  const folder = await openCveFolder(named);
  return readSteadily(folder, () => countAll(folder, signal), signal);
}

async function countAll(folder: CveFolder, signal: AbortSignal | undefined): Promise<CveStats> {
  const entries = readEntries(folder);
  const published = entries.filter(({ state }) => state === 'published');
  const looks: Look[] = [];
  for await (const entry of inTurns(published, signal)) looks.push(lookAt(folder, entry));
  const levels = looks.flatMap(({ level }) => level ?? []);
  return {
    root: folder.root,
    years: countYears(entries),
    levels: Object.fromEntries([...Map.groupBy(levels, (level) => level)].map(([level, all]) => [level, all.length])),
    scored: levels.length,
    unfixedSomewhere: looks.filter(({ unfixed }) => unfixed).length,
    unknownOrigin: looks.filter(({ unknown }) => unknown).length,
    withoutRecord: published.filter(({ id, names }) => !names.includes(`${id}.json`)).map(({ id }) => id),
    broken: looks.flatMap(({ broken }) => broken),
  };
}

function countYears(entries: readonly CveEntry[]): CveYear[] {
  const years = Map.groupBy(entries, ({ id }) => yearOf(id));
  const count = (list: readonly CveEntry[], state: CveState): number =>
    list.filter((entry) => entry.state === state).length;
  return [...years]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([year, list]) => {
      const [reserved, published, rejected] = STATES.map((state) => count(list, state));
      return { year, reserved, published, rejected };
    });
}

interface Look {
  readonly level: string | undefined;
  readonly unfixed: boolean;
  readonly unknown: boolean;
  readonly broken: readonly string[];
}

function lookAt(folder: CveFolder, entry: CveEntry): Look {
  const { dyad, cvss } = readTexts(folder, entry, ['dyad', 'cvss']);
  const broken: string[] = [];
  const attempt = <Value>(what: string, read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      broken.push(`${entry.id}.${what}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const pairs = dyad === undefined ? [] : (attempt('dyad', () => parsePairs(dyad).pairs) ?? []);
  const level = cvss === undefined ? undefined : attempt('cvss', () => scoreOf(parseRationale(cvss).vector).level);
  return {
    level,
    unfixed: pairs.some((pair) => !isFixed(pair)),
    unknown: pairs.some(({ introduced }) => introduced === undefined),
    broken,
  };
}
