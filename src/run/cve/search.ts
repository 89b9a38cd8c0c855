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
import { inTurns } from '../turns.ts';

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
export async function runCveSearch(
  { folder, signal }: AskedFolder,
  asked: readonly string[],
): Promise<readonly CveSearchAnswer[]> {
  const questions = asked.map(parseQuestion);
  const opened = await openCveFolder(folder);
  const index = await loadCveIndex(opened, { questions: questions.length <= FEW ? questions : undefined, signal });
  const answers: CveSearchAnswer[] = [];
  for await (const [at, question] of inTurns(questions.entries(), signal)) {
    if (!isCveId(question)) answers.push({ asked: asked[at], hits: index.ofCommit(question) });
    else {
      const state = await readSteadily(opened, () => readEntry(opened, question)?.state, signal);
      answers.push({ asked: asked[at], hits: index.ofCve(question) ?? [], state });
    }
  }
  return answers;
}

/** A folder of CVEs, and who can stop reading it. */
export interface AskedFolder {
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

interface IndexWishes {
  /** Only what one of these can be about; left out: everything. */
  readonly questions?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the ids of every CVE of a folder, whatever its state. */
export async function loadCveIndex(folder: CveFolder, wishes: IndexWishes = {}): Promise<CveIndex> {
  return readSteadily(folder, () => readIndex(folder, wishes), wishes.signal);
}

async function readIndex(folder: CveFolder, { questions, signal }: IndexWishes): Promise<CveIndex> {
  const endings = ['sha1', 'vulnerable', 'dyad'] as const;
  const hits: CveHit[] = [];
  for await (const entry of inTurns(readEntries(folder), signal)) {
    const texts = readTexts(folder, entry, endings);
    if (questions?.some((question) => concerns(question, entry.id, texts)) !== false)
      hits.push(...listHits(entry, texts));
  }
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
