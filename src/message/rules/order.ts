import { pairKey, shareOf } from '../conventions/trailers.ts';
import type { Finding, Share, TrailerLine } from '../types.ts';
import { find, sayShare, type Context } from './context.ts';

/** So many messages must have had both, and so nearly all in one order. */
const ENOUGH = 30;
const CUSTOM = 0.96;
/** Tags come in as people answer: nobody minds which of them is first. */
const TAG = /^(?:\w+-)?(?:reviewed|acked|tested)-by$/;

/** Trailers against the order in which the project has them; each pair is judged by the messages that had both. */
export function checkOrder(context: Context): readonly Finding[] {
  const { draft } = context;
  const wrong = findWrong(context, draft.trailers);
  if (wrong === undefined) return [];
  const [first, second] = [draft.trailers[wrong.behind], draft.trailers[wrong.at]];
  const values = { first: first.key, second: second.key, seen: sayShare(wrong.share) };
  const replaces = [draft.trailersFrom, draft.lines.length] as const;
  return [find('trailer-order', 'warning', { line: first.from + 1, values, better: reorder(context), replaces })];
}

interface Wrong {
  readonly at: number;
  /** The trailer that belongs before the one at `at`. */
  readonly behind: number;
  readonly share: Share;
}

function findWrong({ conventions }: Context, trailers: readonly TrailerLine[]): Wrong | undefined {
  const keys = trailers.map(({ key }) => key.toLowerCase());
  for (let at = 0; at < keys.length; at += 1)
    for (let behind = at + 1; behind < keys.length; behind += 1) {
      const share = conventions.order.get(pairKey(keys[behind], keys[at]));
      if (keys[at] === keys[behind] || share === undefined || share.of < ENOUGH || shareOf(share) < CUSTOM) continue;
      if (isMixed(keys, at, behind) || (TAG.test(keys[at]) && TAG.test(keys[behind]))) continue;
      return { at, behind, share };
    }
  return undefined;
}

/** Who hands a patch on signs behind the tags that came with it: keys that stand on both sides say nothing. */
const isMixed = (keys: readonly string[], at: number, behind: number): boolean =>
  keys.indexOf(keys[behind]) < at || keys.lastIndexOf(keys[at]) > behind;

/** All trailers in order, each with the notes above it and the empty line behind it. */
function reorder(context: Context): string {
  const { draft } = context;
  const blocks = draft.trailers.map((trailer, at) => {
    const above = at === 0 ? draft.trailersFrom : draft.trailers[at - 1].to;
    const below = draft.trailers[at + 1]?.from ?? draft.lines.length;
    const notes = draft.lines.slice(above, trailer.from).filter((line) => line.trim() !== '');
    const last = at === draft.trailers.length - 1;
    const ends = last
      ? draft.lines.slice(trailer.to)
      : draft.lines.slice(trailer.to, below).some((line) => line.trim() === '')
        ? ['']
        : [];
    return { trailer, lines: [...notes, ...draft.lines.slice(trailer.from, trailer.to), ...ends] };
  });
  for (let turn = 0; turn < blocks.length ** 2; turn += 1) {
    const wrong = findWrong(
      context,
      blocks.map(({ trailer }) => trailer),
    );
    if (wrong === undefined) break;
    blocks.splice(wrong.at, 0, ...blocks.splice(wrong.behind, 1));
  }
  return blocks
    .flatMap(({ lines }) => lines)
    .join('\n')
    .trimEnd();
}
