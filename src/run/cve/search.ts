import {
  buildCveIndex,
  isCveId,
  listHits,
  openCveFolder,
  parseCveId,
  readEntries,
  readEntry,
  readSteadily,
  readTexts,
  type CveFolder,
  type CveHit,
  type CveId,
  type CveIndex,
  type CveState,
  type CveTexts,
} from '../../cve/lookup.ts';
import { UsageError } from '../../errors.ts';

/** What one question found: CVEs of a commit, or commits of a CVE. */
export interface CveSearchAnswer {
  readonly asked: string;
  /** Empty: no CVE names the commit, or there is no such CVE here, or no commits of it. */
  readonly hits: readonly CveHit[];
  /** Of a CVE id that is in the folder, also where nothing names commits of it, as of a reserved one. */
  readonly state?: CveState | undefined;
}

/** Digits below which a beginning of an id fits too many commits. */
const SHORTEST = 4;

/** Up to so many questions files are looked through for them before they are parsed. */
const FEW = 40;

/** Looks up commits (full ids or their beginnings, of mainline or of any copy) and CVE ids. UsageError `cve-question`. */
export async function runCveSearch(folder: string, asked: readonly string[]): Promise<readonly CveSearchAnswer[]> {
  const questions = asked.map(parseQuestion);
  const opened = await openCveFolder(folder);
  const index = loadCveIndex(opened, questions.length <= FEW ? questions : undefined);
  return questions.map((question, at) => {
    if (!isCveId(question)) return { asked: asked[at], hits: index.ofCommit(question) };
    const state = readSteadily(opened, () => readEntry(opened, question)?.state);
    return { asked: asked[at], hits: index.ofCve(question) ?? [], state };
  });
}

/** Reads the ids of every CVE of a folder, whatever its state; or of those alone that a question can be about. */
export function loadCveIndex(folder: CveFolder, questions?: readonly string[]): CveIndex {
  return readSteadily(folder, () => readIndex(folder, questions));
}

function readIndex(folder: CveFolder, questions: readonly string[] | undefined): CveIndex {
  const endings = ['sha1', 'vulnerable', 'dyad'] as const;
  const hits = readEntries(folder).flatMap((entry) => {
    const texts = readTexts(folder, entry, endings);
    return questions?.some((question) => concerns(question, entry.id, texts)) === false ? [] : listHits(entry, texts);
  });
  return buildCveIndex(hits);
}

const concerns = (question: string, id: CveId, texts: CveTexts): boolean =>
  question === id || Object.values(texts).some((text) => text.toLowerCase().includes(question));

/** A CVE id, or a beginning of a commit id in lower case. */
function parseQuestion(question: string): string {
  if (/^cve-/i.test(question)) return parseCveId(question);
  const prefix = question.toLowerCase();
  if (/^[0-9a-f]+$/.test(prefix) && prefix.length >= SHORTEST && prefix.length <= 64) return prefix;
  throw new UsageError(
    'cve-question',
    `${JSON.stringify(question.slice(0, 80))} is neither a commit id of ${SHORTEST} hex digits or more nor a CVE id`,
  );
}
