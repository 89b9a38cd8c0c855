import {
  compareCveIds,
  commitChange,
  fileName,
  openCveFolder,
  parseCveId,
  placeOf,
  readEntry,
  withFolderLock,
  type ChangeStep,
  type CveFolder,
  type CveId,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';

export interface ReserveRequest {
  readonly folder: string;
  /** Ids, or ranges of them: `CVE-2026-1000..CVE-2026-1099`. */
  readonly ids: readonly string[];
  /** What they are kept for, e.g. the Message-ID of a report; one line. */
  readonly note: string | undefined;
}

/** So many ids in one call: a range with a digit too many is a mistake. */
const MOST = 10_000;

/** Keeps ids that CVE services gave, for later. UsageError `cve-taken` when one is in the folder in any state, `cve-range`. */
export async function runCveReserve({ folder: named, ids, note }: ReserveRequest): Promise<readonly CveId[]> {
  const folder = await openCveFolder(named);
  const wanted = [...new Set(ids.flatMap(parseIds))].toSorted(compareCveIds);
  const text = note === undefined ? '' : `${note.replaceAll(/\s+/g, ' ').trim()}\n`;
  return withFolderLock(folder.root, async () => {
    for (const id of wanted) refuseTaken(folder, id);
    const steps = wanted.map((id): ChangeStep => ({
      kind: 'write',
      path: `${placeOf('reserved', id)}/${fileName(id, '')}`,
      text,
    }));
    await commitChange(folder.root, steps);
    return wanted;
  });
}

function refuseTaken(folder: CveFolder, id: CveId): void {
  const entry = readEntry(folder, id);
  if (entry !== undefined)
    throw new UsageError('cve-taken', `${id} is ${entry.state} already in ${folder.root}: an id is used once`);
}

function parseIds(text: string): readonly CveId[] {
  const [first, last, ...more] = text.split('..');
  const from = parseCveId(first);
  if (last === undefined) return [from];
  const to = parseCveId(last);
  const [low, high] = [from, to].map((id) => Number(id.slice(9)));
  if (more.length > 0 || from.slice(0, 9) !== to.slice(0, 9) || low > high || high - low >= MOST)
    throw new UsageError('cve-range', `${JSON.stringify(text)} is no range of at most ${MOST} ids of one year`);
  return Array.from({ length: high - low + 1 }, (_, at) =>
    parseCveId(`${from.slice(0, 9)}${String(low + at).padStart(4, '0')}`),
  );
}
