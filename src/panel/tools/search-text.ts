import { ToolCallError } from '../../errors.ts';
import type { LinesReply } from '../../git/index.ts';
import type { Bench } from './bench.ts';
import type { Place } from './day.ts';
import { parsePath } from './parse-path.ts';
import { showShort } from './plain-text.ts';

export interface TextSearch {
  readonly place: Place;
  readonly text: string;
  readonly path: string | undefined;
  readonly wholeWord: boolean;
  readonly functions?: boolean;
}

/** Lines that hold a text, never taken as a pattern. */
export function searchText(
  { repository, timeoutMs }: Bench,
  search: TextSearch,
  signal: AbortSignal,
): Promise<LinesReply> {
  const { place, text, path, wholeWord, functions = false } = search;
  const paths = path === undefined ? [] : [parsePath(path)];
  return repository.lines({
    revision: place.sha,
    text: parseText(text),
    wholeWord,
    functions,
    paths,
    timeoutMs,
    signal,
  });
}

/** The command of a person for the same search. */
export function renderSearch({ place, text, path, wholeWord, functions = false }: TextSearch): readonly string[] {
  const flags = ['-n', '-I', '-F', ...(wholeWord ? ['-w'] : []), ...(functions ? ['-p'] : [])];
  return ['git', 'grep', ...flags, '-e', text, place.sha.slice(0, 12), ...(path === undefined ? [] : ['--', path])];
}

/** One line that can be seen; tabs count as they are. ToolCallError `bad-text`. */
function parseText(text: string): string {
  if (text.trim() !== '' && text.isWellFormed() && !/[^\P{Cc}\t]|[\u2028\u2029]/u.test(text)) return text;
  throw new ToolCallError(
    'bad-text',
    `${JSON.stringify(showShort(text, 80))} cannot be searched for: give one line of plain text, as it stands in the file`,
  );
}
