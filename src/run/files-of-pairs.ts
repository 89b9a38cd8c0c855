import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { mergeLists, parseReviewedList, type ReviewedLists } from '../cve/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/** Files of a person that add to our lists; undefined: ours alone. */
export interface ListFiles {
  readonly notFixes?: string | undefined;
  readonly notReverts?: string | undefined;
}

/** Beside the sources, and beside what is built of them. */
const OURS = new URL('../cve/pairs/find/lists/', import.meta.url);

/** The reviewed lists that come with the program, and those of a person. UsageError `reviewed-list` for what cannot be read. */
export async function readReviewedLists(own: ListFiles = {}): Promise<ReviewedLists> {
  const lists = await Promise.all([
    readLists({ notFixes: ourPath('not-fixes.txt'), notReverts: ourPath('not-reverts.txt') }),
    readLists(own),
  ]);
  return mergeLists(lists);
}

const ourPath = (name: string): string => fileURLToPath(new URL(name, OURS));

async function readLists({ notFixes, notReverts }: ListFiles): Promise<ReviewedLists> {
  return { notFixes: await readList(notFixes), notReverts: await readList(notReverts) };
}

async function readList(file: string | undefined): Promise<ReadonlySet<string>> {
  if (file === undefined) return new Set();
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError('reviewed-list', `cannot read the list ${file}: ${sayWhy(cause)}`, { cause });
  });
  return parseReviewedList(text, file);
}
