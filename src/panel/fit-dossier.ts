import { fence } from './fence.ts';
import { excerptPatch } from './patch-excerpt.ts';
import { cutToTokens, estimateTokens } from './tokens.ts';
import type { Dossier, DossierPart } from './types.ts';
import { plural } from '../plural.ts';

type Kind = DossierPart['kind'];

/**
 * Parts in the order in which they are given room, with the share of the room that each may have before another one gets more. Shares
 * add up to 1.
 */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['commit', 0.15],
  ['facts', 0.18],
  ['branches', 0.08],
  ['patch', 0.35],
  ['guidance', 0.08],
  ['precedents', 0.06],
  ['mail', 0.06],
  ['documentation', 0.04],
];

/** What a part costs beside its text: title and marks. */
const AROUND = 40;

/** An excerpt of a patch says what it leaves out, beyond what it was given: what fitted once fits again. */
const WITHIN_MARKS = 0.94;

export interface FittedDossier {
  readonly text: string;
  /** What was cut before and now. */
  readonly cut: readonly string[];
}

/** The dossier as one text of about so many tokens: foreign text between marks, and what was cut said at its end. */
export const fitDossier = (dossier: Dossier, tokens: number): FittedDossier => {
  const { parts, cut } = fitParts(dossier, tokens);
  const all = [...new Set([...dossier.cut, ...cut])];
  const said = all.length === 0 ? [] : [`# Left out for lack of room\n${all.map((line) => `- ${line}`).join('\n')}`];
  return { text: [...parts.map(renderPart), ...said].join('\n\n'), cut: all };
};

/** Parts shortened until they fit, in their own order. */
export const fitParts = (
  dossier: Pick<Dossier, 'parts' | 'patch'>,
  tokens: number,
): { readonly parts: readonly DossierPart[]; readonly cut: readonly string[] } => {
  const room = shareRoom(dossier.parts, tokens);
  const cut: string[] = [];
  const parts = dossier.parts.flatMap((part) => {
    const most = room.get(part) ?? 0;
    if (part.tokens + AROUND <= most) return [part];
    const short = shorten(dossier.patch, part, Math.max(0, most - AROUND));
    cut.push(...short.cut);
    return short.text === '' ? [] : [{ ...part, text: short.text, tokens: estimateTokens(short.text) }];
  });
  return { parts, cut };
};

/** Every part gets its share or what it needs, then what is left goes round in the order of {@link SHARES}. */
const shareRoom = (parts: readonly DossierPart[], tokens: number): ReadonlyMap<DossierPart, number> => {
  const order = SHARES.flatMap(([kind, share]) => {
    const same = parts.filter((part) => part.kind === kind);
    return same.map((part) => ({ part, share: share / same.length, need: part.tokens + AROUND }));
  });
  const room = new Map(order.map(({ part, share, need }) => [part, Math.min(need, Math.floor(share * tokens))]));
  let left = tokens - [...room.values()].reduce((sum, each) => sum + each, 0);
  for (const { part, need } of order) {
    const more = Math.min(left, need - (room.get(part) ?? 0));
    room.set(part, (room.get(part) ?? 0) + more);
    left -= more;
  }
  return room;
};

const shorten = (
  patch: string,
  { kind, text, title }: DossierPart,
  most: number,
): { readonly text: string; readonly cut: readonly string[] } => {
  if (kind === 'patch') return excerptPatch(patch, Math.floor(most * WITHIN_MARKS));
  const short = cutToTokens(text, most);
  return { text: short.text, cut: [`${kind}: ${plural(short.lines, 'line')} of "${title}"`] };
};

/** Our own words stand free; what comes from outside stands between marks. */
const renderPart = ({ kind, title, text }: DossierPart): string =>
  kind === 'guidance' ? `# ${title}\n${text}` : `# ${title}\n${fence(kind, text)}`;
