import { z } from 'zod';
import type { FoundLine } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { plural } from './bench.ts';
import type { Bench } from './bench.ts';
import { isComment, readMeaning } from './code/definition.ts';
import { languageOf } from './code/language.ts';
import { parseCodeName } from './code/name.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { renderSearch, searchText } from './search-text.ts';

const INPUT = z.strictObject({
  name: fields.name,
  revision: fields.revision,
  path: fields.path.optional().describe('Folder or file to look in; much faster.'),
});

export function findCallers(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'find_callers',
    description:
      'Where a function is called at a revision, with the function around each call; where its name is used without being called (a table, a pointer) stands apart. Told by the text, not by a compiler: calls through pointers and macros are not seen.',
    input: INPUT,
    example: { name: 'tun_get_user', path: 'drivers/net' },
    run: async ({ name: raw, revision, path }, signal) => {
      const name = parseCodeName(raw);
      const place = await bench.day.revision(revision, signal);
      const search = { place, text: name, path, wholeWord: true, functions: true };
      const { lines, cut } = await searchText(bench, search, signal);
      const uses = listUses(lines, name);
      const calls = uses.filter(({ call }) => call);
      const others = uses.filter(({ call }) => !call);
      return {
        says: `${name} at ${place.says}: ${plural(calls.length, 'call')} and ${plural(others.length, 'other use')} by the text of the code${cut === undefined ? '' : ', as far as was searched'}.`,
        source: renderSearch(search),
        lines: [...calls.map(sayUse), ...(others.length > 0 ? ['uses that are no calls:'] : []), ...others.map(sayUse)],
        rest: () => 'name a narrower path',
        cut,
      };
    },
  });
}

interface Use extends FoundLine {
  readonly call: boolean;
  /** The line that names the function around it; undefined where none was told. */
  readonly around: string | undefined;
}

const sayUse = ({ path, line, text, around }: Use): string =>
  `${path}:${line}: ${text.trim()}${around === undefined ? '' : `  [in: ${around.trim().slice(0, 160)}]`}`;

/** Lines of code that use the name and neither define nor declare it. */
function listUses(lines: readonly FoundLine[], name: string): readonly Use[] {
  const uses: Use[] = [];
  const called = new RegExp(String.raw`\b${name}\s*\(`);
  let around: FoundLine | undefined;
  for (const line of lines) {
    const language = languageOf(line.path);
    // A definition is the function around what follows it.
    const meaning = language === undefined ? undefined : readMeaning(line.text, name, language);
    if (!line.holds || meaning !== undefined) around = line;
    if (!line.holds || language === undefined || meaning !== undefined || isComment(line.text, language)) continue;
    uses.push({ ...line, call: called.test(line.text), around: around?.path === line.path ? around.text : undefined });
  }
  return uses;
}
