import { branchStatements } from './branches.ts';
import { commitStatements } from './commits.ts';
import { fixesStatements } from './fixes.ts';
import { followUpStatements } from './follow-ups.ts';
import { numberStatements } from './numbers.ts';
import { dateStatements } from './dates.ts';
import { authorStatements } from './people.ts';
import { quoteStatements } from './quotes.ts';
import { seriesStatements } from './series.ts';
import type { StatementReader } from './statement.ts';
import { placeStatements } from './text-places.ts';
import { trailerStatements } from './trailers.ts';
import { versionStatements } from './versions.ts';

/** Every reader of statements, the weightiest first: what is left out of a long text is the least. */
export const READERS: readonly StatementReader[] = [
  commitStatements,
  fixesStatements,
  branchStatements,
  versionStatements,
  followUpStatements,
  trailerStatements,
  numberStatements,
  authorStatements,
  dateStatements,
  seriesStatements,
  placeStatements,
  quoteStatements,
];
