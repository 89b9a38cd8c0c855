import type { Draft, Share } from '../types.ts';
import type { Conventions, KeyUse } from './types.ts';

/** Which trailers a project uses, how it spells them and in which order they stand. */
export function learnTrailers(
  drafts: readonly Draft[],
): Pick<Conventions, 'keys' | 'order' | 'people' | 'idDigits' | 'stableAddress'> {
  const spellings = new Map<string, Map<string, number>>();
  const order = new Map<string, { yes: number; of: number }>();
  const digits = new Map<number, number>();
  const addresses = new Map<string, number>();
  const people = new Map<string, string>();
  for (const { trailers } of drafts) {
    for (const { key, value } of trailers) {
      const own = spellings.get(key.toLowerCase()) ?? new Map<string, number>();
      spellings.set(key.toLowerCase(), own.set(key, (own.get(key) ?? 0) + 1));
      if (/-by$/i.test(key)) learnPerson(people, value);
      if (/^fixes$/i.test(key)) add(digits, /^[0-9a-f]+/.exec(value)?.[0].length);
      if (/^cc$/i.test(key)) add(addresses, /\bstable@[\w.-]+\w/i.exec(value)?.[0].toLowerCase());
    }
    countOrder(
      order,
      trailers.map(({ key }) => key.toLowerCase()),
    );
  }
  return {
    order,
    people,
    keys: new Map([...spellings].map(([key, own]) => [key, useOf(own)])),
    idDigits: most(digits),
    stableAddress: most(addresses),
  };
}

/** Samples come newest first: what is known already is younger. */
function learnPerson(people: Map<string, string>, value: string): void {
  const [whole, name, address] = /^([^<>]*\S)\s*<([^<>\s]+@[^<>\s]+)>/.exec(value) ?? [];
  if (whole === undefined) return;
  for (const key of [name.toLowerCase().replaceAll('"', ''), address.toLowerCase()])
    if (!people.has(key)) people.set(key, whole);
}

const add = <Key>(counts: Map<Key, number>, key: Key | undefined): void => {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
};

function useOf(spellings: ReadonlyMap<string, number>): KeyUse {
  const [[spelling, same]] = [...spellings].toSorted((a, b) => b[1] - a[1]);
  return { spelling, same, count: [...spellings.values()].reduce((sum, count) => sum + count, 0) };
}

/** The most frequent one, where it was seen often enough to be a habit. */
function most<Key>(counts: ReadonlyMap<Key, number>): Key | undefined {
  const [first] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] >= 5 ? first[0] : undefined;
}

/** For every pair of keys whether all of the one stand before all of the other. */
function countOrder(order: Map<string, { yes: number; of: number }>, keys: readonly string[]): void {
  const distinct = [...new Set(keys)];
  for (const a of distinct)
    for (const b of distinct) {
      if (a === b) continue;
      const share = order.get(pairKey(a, b)) ?? { yes: 0, of: 0 };
      share.of += 1;
      if (keys.lastIndexOf(a) < keys.indexOf(b)) share.yes += 1;
      order.set(pairKey(a, b), share);
    }
}

export const pairKey = (a: string, b: string): string => `${a}\0${b}`;
export const shareOf = (share: Share | undefined): number =>
  share === undefined || share.of === 0 ? 0 : share.yes / share.of;
