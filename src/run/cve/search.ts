import {
  buildCveIndex,
  listHits,
  openCveFolder,
  parseCveId,
  readEntries,
  readTexts,
  type CveFolder,
  type CveHit,
  type CveIndex,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';

/** What one question found: CVEs of a commit, or commits of a CVE. */
export interface CveSearchAnswer {
  readonly asked: string;
  /** Empty: no CVE names the commit, or there is no such CVE here. */
  readonly hits: readonly CveHit[];
}

/** Digits below which a beginning of an id fits too many commits. */
const SHORTEST = 4;

/** Looks up commits (full ids or their beginnings, of mainline or of any copy) and CVE ids. UsageError `cve-question`. */
export async function runCveSearch(folder: string, asked: readonly string[]): Promise<readonly CveSearchAnswer[]> {
  const index = loadCveIndex(await openCveFolder(folder));
  return asked.map((question) => ({ asked: question, hits: lookUp(index, question) }));
}

/** Reads the ids of every CVE of a folder, whatever its state. */
export function loadCveIndex(folder: CveFolder): CveIndex {
  const endings = ['sha1', 'vulnerable', 'dyad'] as const;
  return buildCveIndex(readEntries(folder).flatMap((entry) => listHits(entry, readTexts(folder, entry, endings))));
}

function lookUp(index: CveIndex, question: string): readonly CveHit[] {
  if (/^cve-/i.test(question)) return index.ofCve(parseCveId(question)) ?? [];
  const prefix = question.toLowerCase();
  if (/^[0-9a-f]+$/.test(prefix) && prefix.length >= SHORTEST && prefix.length <= 64) return index.ofCommit(prefix);
  throw new UsageError(
    'cve-question',
    `${JSON.stringify(question.slice(0, 80))} is neither a commit id of ${SHORTEST} hex digits or more nor a CVE id`,
  );
}
