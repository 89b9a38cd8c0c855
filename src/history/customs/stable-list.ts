import type { History } from '../types.ts';

const lists = new WeakMap<History, Map<number, string | undefined>>();

/** Tags that are counted, the latest ones: projects move their lists. */
const LATEST = 200;
/** Fewer are somebody's slip. */
const FEWEST = 3;

/** The address that most of mainline's latest tags for stable have, as of a day; undefined where authors write no such tags. */
export function findStableList(history: History, asOf: number): string | undefined {
  const known = lists.get(history) ?? new Map<number, string | undefined>();
  lists.set(history, known);
  if (!known.has(asOf)) known.set(asOf, countLists(history, asOf));
  return known.get(asOf);
}

function countLists({ commits }: History, asOf: number): string | undefined {
  const counts = new Map<string, number>();
  let seen = 0;
  for (let row = commits.length - 1; row >= 0 && seen < LATEST; row -= 1) {
    const { commitTime, stable } = commits[row];
    const tag = commitTime > asOf ? undefined : stable.find((each) => !each.noAutosel && each.address.includes('@'));
    if (tag === undefined) continue;
    seen += 1;
    counts.set(tag.address, (counts.get(tag.address) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most === undefined || most[1] < FEWEST ? undefined : most[0];
}

/** True for the list of the Linux kernel: a project whose authors ask with it follows its rules for stable patches. */
export const isKernelList = (list: string | undefined): boolean => /^stable@(?:vger\.)?kernel\.org$/.test(list ?? '');
