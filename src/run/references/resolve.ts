import { openFreshTable, openSmallTable, openTable, resolveReference } from '../../history/resolve/index.ts';
import type {
  CommitTable,
  OpenTableRequest,
  Reference,
  Resolution,
  ResolveRules,
} from '../../history/resolve/index.ts';
import { chooseIndexFolder } from './resolve-folder.ts';
import type { IndexPlace } from './resolve-folder.ts';

export interface ResolveSettings extends ResolveRules {
  /** The repository, and others that are asked when it has no answer. */
  readonly repos: readonly [string, ...string[]];
  readonly mainline: string | undefined;
  readonly place: IndexPlace;
  /** Neither read nor write an index. */
  readonly unsaved: boolean;
  readonly signal?: AbortSignal;
  readonly note: (text: string) => void;
}

/** An answer and the repository that gave it. */
export interface Resolved {
  readonly asked: Reference;
  readonly resolution: Resolution;
  readonly repo: string;
}

/** One question: from the index where it is up to date, else from git alone where that does, else after an update. */
export async function resolveOne(settings: ResolveSettings, asked: Reference): Promise<Resolved> {
  return askAll(settings, asked, (dir) => answerOne({ settings, dir, asked }));
}

/** Many questions: every index is opened once. */
export async function* resolveMany(
  settings: ResolveSettings,
  asked: AsyncIterable<Reference> | Iterable<Reference>,
): AsyncGenerator<Resolved, void, void> {
  const tables = new Map<string, Promise<CommitTable>>();
  const tableOf = (dir: string): Promise<CommitTable> => {
    const open = tables.get(dir) ?? openTable(buildRequest(settings, { dir, whole: true }));
    tables.set(dir, open);
    return open;
  };
  for await (const reference of asked)
    yield await askAll(settings, reference, async (dir) => resolveReference(await tableOf(dir), reference, settings));
}

/** The first repository that names a commit; when none does, what the first one with anything to say found. */
async function askAll(
  { repos }: ResolveSettings,
  asked: Reference,
  ask: (dir: string) => Promise<Resolution>,
): Promise<Resolved> {
  let best: Resolved | undefined;
  for (const repo of repos) {
    const answer = { asked, resolution: await ask(repo), repo };
    if (answer.resolution.kind === 'resolved') return answer;
    if (best === undefined || best.resolution.kind === 'unknown') best = answer;
  }
  if (best === undefined) throw new TypeError('no repository was named');
  return best;
}

interface OneQuestion {
  readonly settings: ResolveSettings;
  readonly dir: string;
  readonly asked: Reference;
}

async function answerOne({ settings, dir, asked }: OneQuestion): Promise<Resolution> {
  const request = buildRequest(settings, { dir, whole: false });
  const fresh = openFreshTable(request);
  if (fresh !== undefined) return resolveReference(fresh, asked, settings);
  const small = asked.id === undefined ? undefined : await openSmallTable(request, asked.id);
  if (small !== undefined) {
    const resolution = resolveReference(small, asked, settings);
    if (resolution.kind === 'resolved' || asked.subject === undefined) return resolution;
  }
  return resolveReference(await openTable(request), asked, settings);
}

export function buildRequest(
  settings: ResolveSettings,
  { dir, whole }: { readonly dir: string; readonly whole: boolean },
): OpenTableRequest {
  const { mainline, unsaved, note, place, signal } = settings;
  return {
    dir,
    whole,
    mainline,
    unsaved,
    note,
    ...(signal === undefined ? {} : { signal }),
    chooseFolder: (gitDir) => chooseIndexFolder(place, gitDir),
  };
}
