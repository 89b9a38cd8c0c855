import { pairKey, shareOf } from '../conventions/trailers.ts';
import type { Finding } from '../types.ts';
import { find, sayShare, type Context } from './context.ts';

/** So many messages must have had both, and so nearly all in one order. */
const ENOUGH = 30;
const CUSTOM = 0.93;

/** Trailers against the order in which the project has them; each pair is judged by the messages that had both. */
export function checkOrder(context: Context): readonly Finding[] {
  const { draft, conventions } = context;
  const keys = draft.trailers.map(({ key }) => key.toLowerCase());
  for (let at = 0; at < keys.length; at += 1)
    for (let behind = at + 1; behind < keys.length; behind += 1) {
      const share = conventions.order.get(pairKey(keys[behind], keys[at]));
      if (keys[at] === keys[behind] || share === undefined || share.of < ENOUGH || shareOf(share) < CUSTOM) continue;
      if (isMixed(keys, at, behind)) continue;
      const [first, second] = [draft.trailers[behind], draft.trailers[at]];
      const values = { first: first.key, second: second.key, seen: sayShare(share) };
      return [find('trailer-order', 'warning', { line: first.from + 1, values, better: reorder(context, at, behind) })];
    }
  return [];
}

/** Who hands a patch on signs behind the tags that came with it: keys that stand on both sides say nothing. */
const isMixed = (keys: readonly string[], at: number, behind: number): boolean =>
  keys.indexOf(keys[behind]) < at || keys.lastIndexOf(keys[at]) > behind;

function reorder({ draft }: Context, at: number, behind: number): string {
  const moved = draft.trailers.map((_, place) => place);
  moved.splice(at, 0, ...moved.splice(behind, 1));
  return moved
    .map((place) => draft.lines.slice(draft.trailers[place].from, draft.trailers[place].to).join('\n'))
    .join('\n');
}
