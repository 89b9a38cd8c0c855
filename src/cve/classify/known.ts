import { parseSha, type Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';

/** What a record says of its fault, in the words of the commit that mends it, without trailers. */
export interface CveText {
  readonly subject: string;
  readonly body: string;
  readonly paths: readonly string[];
}

/** Stands for the id that a list does not say. */
export const UNNUMBERED = 'a CVE without a number';

/** A CVE that was given, as far as it teaches and as far as it says what is addressed. */
export interface KnownCve {
  /** `CVE-2024-26581`, or {@link UNNUMBERED} where a list says only that the commit has one. */
  readonly id: string;
  /** Full ids of the commits that mend it on mainline. */
  readonly fixes: readonly string[];
  /** Full ids of their copies on stable branches. */
  readonly copies: readonly string[];
  /** Commits that brought the fault, as far as the files say. */
  readonly introduced: readonly string[];
  /** Seconds since 1970: the day it was published; undefined where nobody says. */
  readonly knownSince: number | undefined;
  /** Undefined for a mere list of ids. */
  readonly text: CveText | undefined;
}

/** A CVE with the mainline commits of this history that mend it. */
export interface PlacedCve {
  readonly cve: KnownCve;
  readonly rows: readonly number[];
  /** How the rows were found: by an id, or by a subject that one commit alone has. */
  readonly how: 'id' | 'subject';
}

export interface PlacedCves {
  readonly placed: readonly PlacedCve[];
  /** CVEs whose commits are not here. */
  readonly elsewhere: readonly KnownCve[];
  /** CVEs by row, the first published first. */
  readonly byRow: ReadonlyMap<number, readonly PlacedCve[]>;
}

/**
 * Finds the commits of CVEs in a history: by the ids of fixes and of their copies, else by the subject where exactly one mainline commit
 * has it and touches a file that the record names: repositories that were made anew have other ids.
 */
export function placeCves(history: History, cves: readonly KnownCve[]): PlacedCves {
  const bySubject = Map.groupBy(history.commits.keys(), (row) => fold(history.commits[row].subject));
  const placed: PlacedCve[] = [];
  const elsewhere: KnownCve[] = [];
  for (const cve of cves) {
    const found = findById(history, cve) ?? findBySubject(history, cve, bySubject);
    if (found === undefined) elsewhere.push(cve);
    else placed.push({ cve, ...found });
  }
  const pairs = placed.flatMap((each) => each.rows.map((row) => ({ row, each })));
  const grouped = Map.groupBy(pairs, ({ row }) => row);
  const byRow = new Map([...grouped].map(([row, of]) => [row, of.map(({ each }) => each).toSorted(byDay)] as const));
  return { placed, elsewhere, byRow };
}

const byDay = (a: PlacedCve, b: PlacedCve): number =>
  (a.cve.knownSince ?? Infinity) - (b.cve.knownSince ?? Infinity) || (a.cve.id < b.cve.id ? -1 : 1);

const fold = (subject: string): string => subject.replaceAll(/\s+/g, ' ').trim();

function findById(history: History, { fixes, copies }: KnownCve): Omit<PlacedCve, 'cve'> | undefined {
  const rows = [...new Set([...fixes, ...copies].flatMap((id) => findRow(history, id) ?? []))];
  return rows.length === 0 ? undefined : { rows, how: 'id' };
}

const findRow = (history: History, id: string): number | undefined => {
  const sha = parseFull(id);
  return sha === undefined ? undefined : (history.rowOf(sha) ?? history.mainlineRowOf(sha));
};

const parseFull = (id: string): Sha | undefined =>
  /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? parseSha(id) : undefined;

function findBySubject(
  history: History,
  { text }: KnownCve,
  bySubject: ReadonlyMap<string, readonly number[]>,
): Omit<PlacedCve, 'cve'> | undefined {
  if (text === undefined) return undefined;
  const named = bySubject.get(fold(text.subject)) ?? [];
  const rows = named.filter((row) => history.commits[row].paths.some((path) => text.paths.includes(path)));
  return rows.length === 1 ? { rows, how: 'subject' } : undefined;
}

/** True from the day on which the CVE was public; an undated one is taken as known. */
export const isKnownBy = ({ knownSince }: KnownCve, asOf: number): boolean => (knownSince ?? 0) <= asOf;

/**
 * The day by which a CVE was public at the latest. Of one that nobody dated only the year in its id is known: the first day of the year
 * after. Undefined where there is not even that.
 */
export const publicBy = ({ id, knownSince }: KnownCve): number | undefined => {
  const year = /^CVE-(\d{4})-/.exec(id)?.[1];
  return knownSince ?? (year === undefined ? undefined : Date.UTC(Number(year) + 1, 0, 1) / 1000);
};

/** True where a CVE may teach on a day: it was public by then. */
export const mayTeach = (cve: KnownCve, asOf: number): boolean => (publicBy(cve) ?? 0) <= asOf;
