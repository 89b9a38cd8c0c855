import { nounFor } from '../../plural.ts';

/** Another feature of the same commit; undefined when the model does not read it. */
export type Peer = (feature: string) => number | undefined;

/** A part of a sentence for one value of a feature. */
export type Say = (value: number, peer: Peer) => string;

/** Whole per cents; below ten with a digit, so that a few in a thousand do not read as none. */
export const percent = (value: number): string =>
  `${(value * 100).toFixed(value > 0 && value < 0.095 ? 1 : 0).replace(/\.0$/, '')} %`;

export const count = (value: number): number => Math.round(value);

/** Of a feature that is the logarithm of a count, see `Math.log1p`. */
export const fromLog = (value: number): number => Math.round(Math.expm1(Math.abs(value)));

/** `no lines`, `1 line`, `2 lines`; `many` where an s behind it is not enough. */
export const plural = (number: number, noun: string, many = `${noun}s`): string =>
  `${number === 0 ? 'no' : number.toLocaleString('en-US')} ${nounFor(number, noun, many)}`;

/** `otherwise` when the value is unknown. */
export const known =
  (say: Say, otherwise: string): Say =>
  (value, peer) =>
    Number.isNaN(value) ? otherwise : say(value, peer);

export const yesNo =
  (yes: string, no: string): Say =>
  (value) =>
    value > 0 ? yes : no;

/** `all`, `none` or a share of others around a commit. */
export const shareOf = (whose: string, what: { readonly one: string; readonly many: string }, none: string): Say =>
  known((value) => {
    if (value === 0) return `none of ${whose} ${what.one}`;
    return value === 1 ? `all of ${whose} ${what.many}` : `${percent(value)} of ${whose} ${what.many}`;
  }, none);
