import { z } from 'zod';
import type { FoundLine } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { plural } from './bench.ts';
import type { Bench } from './bench.ts';
import { hasBody, readMeaning } from './code/definition.ts';
import { languageOf } from './code/language.ts';
import { parseCodeName } from './code/name.ts';
import type { Place } from './day.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { splitLines } from './read-file.ts';
import { renderSearch, searchText } from './search-text.ts';

/** Files that are opened to see whether a body follows. */
const maxOpened = 20;

interface Definition extends FoundLine {
  readonly says: string;
  /** 0: sure; 1: likely; 2: only declared. */
  readonly rank: number;
}

const INPUT = z.strictObject({
  name: fields.name,
  revision: fields.revision,
  path: fields.path.optional().describe('Folder or file to look in; much faster.'),
});

export function findDefinition(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'find_definition',
    description:
      'Where a function, type, macro or variable is defined at a revision, with how sure that is: told by the layout of the lines, not by a compiler (C and its kin, Python, Go, Rust, JavaScript).',
    input: INPUT,
    example: { name: 'tun_get_user', path: 'drivers/net' },
    run: async ({ name: raw, revision, path }, signal) => {
      const name = parseCodeName(raw);
      const place = await bench.day.revision(revision, signal);
      const search = { place, text: name, path, wholeWord: true };
      const { lines, cut } = await searchText(bench, search, signal);
      const found = (await judge(bench, { place, name, lines })).toSorted((a, b) => a.rank - b.rank);
      const sure = found.filter(({ rank }) => rank === 0).length;
      const likely = found.filter(({ rank }) => rank === 1).length;
      return {
        says: `${name} at ${place.says}: ${plural(sure, 'definition')} for sure, ${likely} likely, ${plural(found.length - sure - likely, 'declaration')}${cut === undefined ? '' : ', as far as was searched'}.`,
        source: renderSearch(search),
        lines: found.map((each) => `${each.path}:${each.line}: ${each.text.trim()}  [${each.says}]`),
        rest: () => 'name a narrower path',
        cut,
      };
    },
  });
}

interface Candidates {
  readonly place: Place;
  readonly name: string;
  readonly lines: readonly FoundLine[];
}

async function judge(bench: Bench, { place, name, lines }: Candidates): Promise<readonly Definition[]> {
  const found: Definition[] = [];
  const open: FoundLine[] = [];
  for (const line of lines) {
    const language = languageOf(line.path);
    const meaning = language === undefined ? undefined : readMeaning(line.text, name, language);
    if (meaning?.kind === 'opens') open.push(line);
    else if (meaning?.kind === 'declaration') found.push({ ...line, says: 'declaration', rank: 2 });
    else if (meaning !== undefined)
      found.push({ ...line, says: `${meaning.what}, ${meaning.sure ? 'sure' : 'likely'}`, rank: meaning.sure ? 0 : 1 });
  }
  return [...found, ...(await judgeHeads(bench, place, open))];
}

/** Heads of functions: with a body they are definitions. What cannot be opened stays likely. */
async function judgeHeads(
  { repository }: Bench,
  place: Place,
  heads: readonly FoundLine[],
): Promise<readonly Definition[]> {
  const paths = [...new Set(heads.map(({ path }) => path))].slice(0, maxOpened);
  const texts = new Map<string, readonly string[]>();
  for await (const reply of repository.files(paths.map((path) => ({ sha: place.sha, path }))))
    if (reply.kind === 'present') texts.set(reply.request.path, splitLines(reply.bytes.toString('utf8')));
  return heads.map((line) => {
    const text = texts.get(line.path);
    if (text === undefined) return { ...line, says: 'function, likely: its body was not looked at', rank: 1 };
    return hasBody(text, line.line - 1)
      ? { ...line, says: 'function, sure', rank: 0 }
      : { ...line, says: 'declaration', rank: 2 };
  });
}
