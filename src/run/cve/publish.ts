import {
  commitChange,
  compareCveIds,
  fileName,
  hasPlaceholder,
  listFixes,
  openCveFolder,
  parseCveId,
  placeOf,
  readEntries,
  readEntry,
  renderAnnouncement,
  withFolderLock,
  yearOf,
  type ChangeStep,
  type CveCase,
  type CveEntry,
  type CveFolder,
  type CveId,
  type Ending,
  type RecordValidator,
  type Template,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import type { Workspace } from '../workspace.ts';
import { readCopies } from './copies.ts';
import { renderPairsAnswer, type PairsAnswer } from './pairs.ts';
import { renderCheckedRecord, runCase, type CaseRequest } from './record.ts';
import { loadCveIndex } from './search.ts';

export interface PublishRequest extends Omit<CaseRequest, 'id'> {
  readonly folder: string;
  /** Undefined: the lowest reserved one of the year of the fix. */
  readonly id: string | undefined;
  readonly template: Template;
  readonly validate: RecordValidator;
  /** Named in the file of pairs. */
  readonly by: string;
}

export interface PublishAnswer {
  readonly id: CveId;
  readonly title: string;
  /** Paths of the files, from the folder's root. */
  readonly files: readonly string[];
  readonly missing: readonly string[];
}

/** Stands for the id until it is known under the lock which one is free. */
const NO_ID = 'CVE-1999-0000';

/**
 * Gives commits a CVE: its files are written and its id leaves the reserved ones, both or neither. UsageError `cve-assigned` when
 * one of the commits or a copy has one, `cve-not-reserved`, `no-reserved-id`, `cve-template`; errors of pairs, case, record and folder.
 */
export async function runCvePublish(workspace: Workspace, request: PublishRequest): Promise<PublishAnswer> {
  refusePlaceholder(request.template);
  const folder = await openCveFolder(request.folder);
  const named = await readCopies(workspace, request);
  for (const { sha, asked } of named)
    if (asked !== undefined)
      workspace.note(`autosel: ${asked.slice(0, 12)} is a copy of ${sha.slice(0, 12)}, which the CVE is given to`);
  const ids = named.flatMap(({ sha, copies }) => [sha, ...copies]);
  await refuseAssigned(folder, ids);
  const commits = named.map(({ sha }) => sha);
  const found = await runCase(workspace, { ...request, commits, update: false, id: request.id ?? NO_ID });
  return withFolderLock(folder.root, async () => {
    // Once more, now that nobody else can write.
    await refuseAssigned(folder, [...ids, ...listFixes(found.given.pairs).map(({ commit }) => commit)]);
    const entry =
      request.id === undefined
        ? chooseId(folder, await yearOfFix(workspace, found.given))
        : findReserved(folder, request.id);
    const given = { ...found.given, id: entry.id };
    const steps = planFiles(given, found.pairs, request);
    const kept = entry.names.map((name): ChangeStep => ({
      kind: 'move',
      from: `${placeOf('reserved', entry.id)}/${name}`,
      to: `${placeOf('published', entry.id)}/${name}`,
    }));
    await commitChange(folder.root, [...steps, ...kept]);
    const files = steps.flatMap((step) => (step.kind === 'write' ? [step.path] : []));
    return { id: entry.id, title: given.title, files, missing: found.pairs?.missing ?? [] };
  });
}

function refusePlaceholder(template: Template): void {
  if (hasPlaceholder(template))
    throw new UsageError(
      'cve-template',
      `the template's organisation id ${template.organisation.id} is a placeholder: nothing was published; set organisation.id in a copy of the template to the id that CVE services gave, and name the copy with --template FILE`,
    );
}

/** What is assigned is so for every copy of the fix. */
async function refuseAssigned(folder: CveFolder, commits: readonly string[]): Promise<void> {
  const index = await loadCveIndex(folder);
  for (const commit of commits) {
    const hit = index
      .ofCommit(commit)
      .find(({ role, state }) => state === 'published' && (role === 'fix' || role === 'backport'));
    if (hit !== undefined)
      throw new UsageError(
        'cve-assigned',
        `${commit.slice(0, 12)} is a fix of ${hit.id} already, or a copy of one: nothing was published`,
      );
  }
}

function findReserved(folder: CveFolder, named: string): CveEntry {
  const id = parseCveId(named);
  const entry = readEntry(folder, id);
  if (entry?.state === 'reserved') return entry;
  const is = entry === undefined ? 'not in' : `${entry.state} already in`;
  throw new UsageError(
    'cve-not-reserved',
    `${id} is ${is} ${folder.root}: only a reserved id can be published, see autosel cve reserve`,
  );
}

function chooseId(folder: CveFolder, year: string): CveEntry {
  const free = readEntries(folder, ['reserved']).filter(({ id }) => yearOf(id) === year);
  const [first] = free.toSorted((a, b) => compareCveIds(a.id, b.id));
  if (first !== undefined) return first;
  throw new UsageError(
    'no-reserved-id',
    `no id of ${year}, the year of the fix, is reserved in ${folder.root}: reserve some, or name one with --id`,
  );
}

/** The kernel's CVE team gives an id of the year in which the fix was written. */
async function yearOfFix({ repository }: Workspace, { fix }: CveCase): Promise<string> {
  for await (const commit of repository.commits(fix === undefined ? [] : [fix]))
    if (commit.kind === 'commit') return new Date(commit.author.time * 1000).toISOString().slice(0, 4);
  throw new UsageError('no-reserved-id', 'the year of the fix is not known: name a reserved id with --id');
}

function planFiles(given: CveCase, pairs: PairsAnswer | undefined, request: PublishRequest): readonly ChangeStep[] {
  const { parts, template, validate, by } = request;
  const lines = (list: readonly string[]): string | undefined => (list.length > 0 ? `${list.join('\n')}\n` : undefined);
  const texts: Partial<Record<Ending, string | undefined>> = {
    sha1: lines(pairs?.commits ?? (given.fix === undefined ? [] : [given.fix])),
    vulnerable: lines(pairs?.named.map(({ commit }) => commit) ?? []),
    dyad: pairs === undefined ? parts.pairs?.text : renderPairsAnswer(pairs, by),
    cvss: parts.cvss?.text,
    reference: lines(given.references),
    message: parts.text === undefined ? undefined : `${given.text}\n`,
    json: renderCheckedRecord(given, template, validate),
    mbox: renderAnnouncement(given, template),
  };
  const place = placeOf('published', given.id);
  return Object.entries(texts).flatMap(([ending, text]): readonly ChangeStep[] =>
    text === undefined ? [] : [{ kind: 'write', path: `${place}/${fileName(given.id, ending)}`, text }],
  );
}
