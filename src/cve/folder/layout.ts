import { isCveId, yearOf, type CveId } from '../id.ts';

/** Where a CVE stands: its id is kept for later, it is public, or it was taken back. */
export type CveState = 'reserved' | 'published' | 'rejected';

export const STATES: readonly CveState[] = ['reserved', 'published', 'rejected'];

/**
 * What the public folder holds of one CVE, by the ending of the file: mainline fixes, vulnerable commits given by hand, pairs,
 * record, announcement, score, addresses given by hand, a text instead of the commit's, the mail that takes it back. A file
 * without an ending keeps the id, with a note of what it was reserved for.
 */
export const ENDINGS = [
  ...(['', 'sha1', 'vulnerable', 'dyad', 'json', 'mbox'] as const),
  ...(['cvss', 'reference', 'message', 'mbox.rejected'] as const),
] as const;

export type Ending = (typeof ENDINGS)[number];

/** Texts of one CVE by ending; only those that are there. */
export type CveTexts = Readonly<Partial<Record<Ending, string>>>;

/** One CVE as the folder has it. */
export interface CveEntry {
  readonly id: CveId;
  readonly state: CveState;
  /** File names in its folder, those of unknown endings too. */
  readonly names: readonly string[];
}

export interface CveName {
  readonly id: CveId;
  readonly ending: string;
}

/** `cve/published/2024/CVE-2024-26581.json`; undefined for a name that belongs to no CVE. */
const parseName = (name: string): CveName | undefined => {
  const dot = name.indexOf('.');
  const [id, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
  return isCveId(id) ? { id, ending } : undefined;
};

export const fileName = (id: CveId, ending: string): string => (ending === '' ? id : `${id}.${ending}`);

/** `published/2024`, from the folder's root. */
export const placeOf = (state: CveState, id: CveId): string => `${state}/${yearOf(id)}`;

/** Entries of one folder of a year, from the names in it. */
export const listEntries = (state: CveState, names: readonly string[]): CveEntry[] => {
  const byId = new Map<CveId, string[]>();
  for (const name of names) {
    const id = parseName(name)?.id;
    if (id === undefined) continue;
    const list = byId.get(id);
    if (list === undefined) byId.set(id, [name]);
    else list.push(name);
  }
  return [...byId].map(([id, own]) => ({ id, state, names: own.toSorted() }));
};
