import { isDeepStrictEqual } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import {
  buildRecord,
  checkRecord,
  commitChange,
  compareCveIds,
  fileName,
  isThere,
  openCveFolder,
  parseCveId,
  parseIds,
  parsePairs,
  parseStoredCase,
  placeOf,
  readEntries,
  readEntry,
  readTexts,
  renderAnnouncement,
  renderPair,
  renderRecord,
  withFolderLock,
  type ChangeStep,
  type CveEntry,
  type CveFolder,
  type CveId,
  type CveTexts,
  type Pair,
  type RecordValidator,
  type ReviewedLists,
  type Template,
} from '../../cve/index.ts';
import { AutoselError, UsageError } from '../../errors.ts';
import { parseSha } from '../../git/index.ts';
import { loadHistory } from '../../history/index.ts';
import { withIndex } from '../indexing/open-index.ts';
import { throwIfStopped } from '../stop.ts';
import type { Workspace } from '../workspace.ts';
import { layPairsBench, readPairs, renderPairsAnswer, type PairsAnswer, type PairsBench } from './pairs.ts';

export interface UpdateRequest {
  readonly folder: string;
  /** Empty: every published CVE. */
  readonly ids: readonly string[];
  readonly template: Template;
  readonly validate: RecordValidator;
  readonly lists: ReviewedLists;
  /** Writes nothing. */
  readonly dryRun: boolean;
  /** Named in the files of pairs. */
  readonly by: string;
}

/** What became of one CVE. */
export type UpdatedCve =
  | { readonly id: CveId; readonly kind: 'same' }
  | { readonly id: CveId; readonly kind: 'changed'; readonly pairs: PairChange; readonly diff: string }
  /** Left as it is, and why. */
  | { readonly id: CveId; readonly kind: 'left'; readonly why: string };

/** Lines of the file of pairs. */
export interface PairChange {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** CVEs that are written together; a stop loses at most the work on so many. */
const STEP = 100;

/**
 * Makes records and announcements anew from their files, with the pairs that the repository has now, or with those of the file
 * where no repository is given; changes those that came out differently, each CVE whole or not at all. A CVE that cannot be
 * made anew is left, with the reason; a pair whose fix the repository lacks is never dropped.
 */
export async function runCveUpdate(
  workspace: Workspace | undefined,
  request: UpdateRequest,
  use: Stopping,
): Promise<readonly UpdatedCve[]> {
  if (workspace === undefined) return updateAll(request, undefined, use);
  return withIndex(workspace, { update: use.update, readOnly: true }, async (store) =>
    updateAll(request, await layPairsBench(workspace.repository, await loadHistory(store)), use),
  );
}

/** How the work is watched and stopped. */
export interface Stopping {
  readonly update: boolean;
  readonly signal: AbortSignal;
  readonly progress: Workspace['progress'];
}

async function updateAll(
  request: UpdateRequest,
  bench: PairsBench | undefined,
  use: Stopping,
): Promise<readonly UpdatedCve[]> {
  const folder = await openCveFolder(request.folder);
  const entries = chooseEntries(folder, request.ids);
  const updated: UpdatedCve[] = [];
  for (let from = 0; from < entries.length; from += STEP) {
    throwIfStopped(use.signal);
    use.progress({ step: 'update', done: from, total: entries.length, unit: 'CVEs' });
    const drafts: Draft[] = [];
    for (const entry of entries.slice(from, from + STEP))
      drafts.push(await draftOne({ folder, entry, bench, request }));
    updated.push(...(await settle(folder, drafts, request)));
  }
  return updated;
}

function chooseEntries(folder: CveFolder, named: readonly string[]): readonly CveEntry[] {
  const published = readEntries(folder, ['published']).toSorted((a, b) => compareCveIds(a.id, b.id));
  if (named.length === 0) return published;
  const byId = new Map(published.map((entry) => [entry.id, entry]));
  return named.map((name) => {
    const entry = byId.get(parseCveId(name));
    if (entry === undefined) throw new UsageError('unknown-cve', `${name} is not published in ${folder.root}`);
    return entry;
  });
}

interface Task {
  readonly folder: CveFolder;
  readonly entry: CveEntry;
  readonly bench: PairsBench | undefined;
  readonly request: UpdateRequest;
}

/** What would become of one CVE, and what it was made of. */
interface Draft {
  readonly entry: CveEntry;
  readonly texts: CveTexts;
  readonly outcome: UpdatedCve;
  /** undefined: it stays as it is. */
  readonly made: Made | undefined;
}

async function draftOne(task: Task): Promise<Draft> {
  const { folder, entry } = task;
  const { id } = entry;
  const texts = readTexts(folder, entry);
  try {
    const made = makeAnew(task, texts, await findPairs(task, texts));
    if (made === undefined) return { entry, texts, made, outcome: { id, kind: 'same' } };
    const pairs = comparePairs(texts.dyad, made.dyad);
    return { entry, texts, made, outcome: { id, kind: 'changed', pairs, diff: renderDiff(id, texts, made) } };
  } catch (error) {
    if (!(error instanceof AutoselError)) throw error;
    return { entry, texts, made: undefined, outcome: { id, kind: 'left', why: error.message } };
  }
}

/** Writes what changed; what somebody else wrote meanwhile is left. */
async function settle(
  folder: CveFolder,
  drafts: readonly Draft[],
  { dryRun }: UpdateRequest,
): Promise<readonly UpdatedCve[]> {
  if (dryRun || drafts.every(({ made }) => made === undefined)) return drafts.map(({ outcome }) => outcome);
  return withFolderLock(folder.root, async () => {
    const stale = new Set(drafts.filter((draft) => draft.made !== undefined && isStale(folder, draft)));
    await commitChange(folder.root, drafts.filter((draft) => !stale.has(draft)).flatMap(planFiles));
    return drafts.map((draft): UpdatedCve => {
      const { id } = draft.entry;
      if (!stale.has(draft)) return draft.outcome;
      return { id, kind: 'left', why: `somebody changed ${id} while it was made anew: call again` };
    });
  });
}

function isStale(folder: CveFolder, { entry, texts }: Draft): boolean {
  if (!isThere(folder, entry)) return true;
  const now = readEntry(folder, entry.id);
  return now?.state !== entry.state || !isDeepStrictEqual(readTexts(folder, now), texts);
}

const planFiles = ({ entry: { id }, made }: Draft): readonly ChangeStep[] =>
  Object.entries(made ?? {}).map(([ending, text]) => ({
    kind: 'write',
    path: `${placeOf('published', id)}/${fileName(id, ending)}`,
    text: text as string,
  }));

/** Pairs as the repository has them; undefined: those of the file stay. */
async function findPairs(
  { bench, entry, request }: Task,
  { sha1, vulnerable, dyad }: CveTexts,
): Promise<PairsAnswer | undefined> {
  if (bench === undefined) return undefined;
  const commits = parseIds(sha1 ?? '').map(parseSha);
  if (commits.length === 0) throw new UsageError('cve-parts', `${entry.id} names no fix (.sha1)`);
  const before = dyad === undefined ? [] : parsePairs(dyad, `${entry.id}.dyad`).pairs;
  const unknown = before.flatMap(({ fixed }) =>
    fixed !== undefined && bench.placeOf(fixed.commit) === undefined ? [fixed] : [],
  );
  if (unknown.length > 0)
    throw new UsageError(
      'cve-behind',
      `the repository has no release with ${unknown[0].commit.slice(0, 12)}, the fix in ${unknown[0].version}: fetch its stable branches and tags`,
    );
  const found = await readPairs(bench, {
    commits,
    vulnerable: parseIds(vulnerable ?? '').map(parseSha),
    lists: request.lists,
  });
  return samePairs(before, found.pairs) ? undefined : found;
}

const samePairs = (a: readonly Pair[], b: readonly Pair[]): boolean =>
  a.length === b.length && a.every((pair, at) => renderPair(pair) === renderPair(b[at]));

interface Made {
  readonly dyad: string;
  readonly json: string;
  readonly mbox: string;
}

/** Undefined when all comes out as it is. The announcement is only made anew with the record: who sent it stands in it. */
function makeAnew({ entry: { id }, request }: Task, texts: CveTexts, pairs: PairsAnswer | undefined): Made | undefined {
  const dyad = pairs === undefined ? (texts.dyad ?? '') : renderPairsAnswer(pairs, request.by);
  const given = parseStoredCase(
    id,
    texts.dyad === undefined && pairs === undefined ? texts : { ...texts, dyad },
    request.template,
  );
  const record = buildRecord(given, request.template);
  const json = renderRecord(record);
  if (pairs === undefined && json === texts.json) return undefined;
  checkRecord(record, request.validate, id);
  return { dyad, json, mbox: renderAnnouncement(given, request.template) };
}

function comparePairs(before: string | undefined, after: string): PairChange {
  const lines = (text: string | undefined): string[] =>
    (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [old, fresh] = [lines(before), lines(after)];
  return { gone: old.filter((line) => !fresh.includes(line)), come: fresh.filter((line) => !old.includes(line)) };
}

const renderDiff = (id: CveId, texts: CveTexts, made: Made): string =>
  (['dyad', 'json', 'mbox'] as const)
    .filter((ending) => texts[ending] !== made[ending])
    .map((ending) => {
      const name = `${placeOf('published', id)}/${fileName(id, ending)}`;
      return createTwoFilesPatch(`a/${name}`, `b/${name}`, texts[ending] ?? '', made[ending], undefined, undefined, {
        context: 3,
      });
    })
    .join('');
