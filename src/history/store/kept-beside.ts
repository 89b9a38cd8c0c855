import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders beside an index that cannot be made anew from any repository. */
const LASTING: Readonly<Record<string, string>> = {
  reviews: 'what people said about proposals',
  outbox: 'which mails left',
  runs: 'what models answered',
};

/** What of that a store's folder holds: `reviews (what people said about proposals)`. */
export const listKeptBeside = (folder: string): readonly string[] =>
  Object.entries(LASTING)
    .filter(([name]) => holdsAnything(join(folder, name)))
    .map(([name, what]) => `${name} (${what})`);

const holdsAnything = (folder: string): boolean => {
  try {
    return readdirSync(folder).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};
