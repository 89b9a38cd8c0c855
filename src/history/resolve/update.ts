import { InfrastructureError, UsageError } from '../../errors.ts';
import type { CommitLines, Ref, Sha, Tip } from '../../git/index.ts';
import { findMainline } from '../branches/mainline.ts';
import { buildColumns, mergeColumns } from './columns.ts';
import type { Columns, CommitEntry } from './columns.ts';

/** What the refs were when the index was made. */
interface State {
  readonly mainline: Sha | undefined;
  /** Tips of branches, remote branches, tags and HEAD. */
  readonly named: readonly Sha[];
  /** Tips of all other refs. */
  readonly others: readonly Sha[];
}

export interface Updated {
  readonly columns: Columns;
  /** To be given back to the next update. */
  readonly state: string;
}

const NAMED = /^(?:HEAD$|refs\/(?:heads|remotes|tags)\/)/;

/**
 * Brings an index up to date: reads only what came since, or everything when there is nothing to start from.
 * `named` is the mainline that the person named. UsageError when there is no such branch.
 */
export async function updateColumns(lines: CommitLines, old: Updated | undefined, named?: string): Promise<Updated> {
  const now = await readState(lines, named);
  const before = old === undefined ? undefined : parseState(old.state);
  const columns =
    old === undefined || before === undefined || old.columns.idBytes !== lines.idBytes
      ? await readAll(lines, now)
      : await readSince(lines, { columns: old.columns, before, now });
  return { columns, state: JSON.stringify(now) };
}

/** The commit that mainline is at now; undefined in an empty repository. */
export async function readMainline(lines: CommitLines, named?: string): Promise<Sha | undefined> {
  const [tips, head] = await Promise.all([lines.tips(), lines.headRef()]);
  return chooseMainline(tips, head, named);
}

async function readState(lines: CommitLines, named: string | undefined): Promise<State> {
  const tips = await lines.tips();
  const mainline = chooseMainline(tips, await lines.headRef(), named);
  const idsOf = (wanted: (tip: Tip) => boolean): Sha[] => [...new Set(tips.filter(wanted).map(({ sha }) => sha))];
  return { mainline, named: idsOf(({ name }) => NAMED.test(name)), others: idsOf(({ name }) => !NAMED.test(name)) };
}

/** A repository whose branches are called otherwise has its HEAD for mainline. */
function chooseMainline(tips: readonly Tip[], head: string | undefined, named: string | undefined): Sha | undefined {
  const refs: Ref[] = tips
    .filter(({ name }) => name !== 'HEAD')
    .map(({ name, sha, time }) => ({ name, target: sha, time }));
  try {
    return findMainline({ refs, head, named }).ref.target;
  } catch (error) {
    if (named !== undefined || !(error instanceof UsageError)) throw error;
    return tips.find(({ name }) => name === 'HEAD')?.sha ?? tips[0]?.sha;
  }
}

function parseState(text: string): State | undefined {
  try {
    return JSON.parse(text) as State;
  } catch {
    return undefined;
  }
}

const listed = (sha: Sha | undefined): readonly Sha[] => (sha === undefined ? [] : [sha]);

async function readAll(lines: CommitLines, now: State): Promise<Columns> {
  const nothing = { mainline: undefined, named: [], others: [] };
  return buildColumns(await readNew(lines, nothing, now), lines.idBytes);
}

async function readNew(lines: CommitLines, before: State, now: State): Promise<CommitEntry[]> {
  const entries: CommitEntry[] = [];
  const add = async (
    tips: readonly Sha[],
    not: readonly Sha[],
    kind: 'mainline' | 'named' | 'others',
  ): Promise<void> => {
    const flags = { mainline: kind === 'mainline', elsewhere: kind === 'others' };
    for await (const { sha, time, subject, upstream } of lines.walk({ tips, not, upstream: kind !== 'mainline' }))
      entries.push({ sha, time, subject, upstream, ...flags });
  };
  const [mainline, earlier] = [listed(now.mainline), listed(before.mainline)];
  await add(mainline, earlier, 'mainline');
  await add(now.named, [...mainline, ...earlier, ...before.named], 'named');
  await add(now.others, [...mainline, ...now.named, ...before.others], 'others');
  return entries;
}

interface Earlier {
  readonly columns: Columns;
  readonly before: State;
  readonly now: State;
}

/** When git no longer has what the index was made from, everything is read again. */
async function readSince(lines: CommitLines, { columns, before, now }: Earlier): Promise<Columns> {
  if (JSON.stringify(before) === JSON.stringify(now)) return columns;
  try {
    const gone = await lines.ids({ tips: allOf(before), not: allOf(now) });
    const left = await lines.ids({ tips: listed(before.mainline), not: listed(now.mainline) });
    const added = buildColumns(await readNew(lines, before, now), lines.idBytes);
    return mergeColumns(columns, { added, removed: packIds(gone), offMainline: packIds(left) });
  } catch (error) {
    if (!(error instanceof InfrastructureError)) throw error;
    return readAll(lines, now);
  }
}

const allOf = ({ mainline, named, others }: State): readonly Sha[] => [...listed(mainline), ...named, ...others];

const packIds = (ids: readonly Sha[]): ReadonlySet<string> =>
  new Set(ids.map((id) => Buffer.from(id, 'hex').toString('latin1')));
