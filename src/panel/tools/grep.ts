import { z } from 'zod';
import type { PanelTool } from '../types.ts';
import { plural } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { renderSearch, searchText } from './search-text.ts';

const INPUT = z.strictObject({
  text: z.string().min(2).max(200).describe('One line, exactly as it stands in the file.'),
  revision: fields.revision,
  path: fields.path.optional().describe('Folder or file to look in.'),
  whole_word: z.boolean().optional().describe('True: not inside of longer names.'),
});

export function grep(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'grep',
    description:
      'Lines that hold a text, in the files of a revision. The text is taken as it is: no patterns. Name a folder or file with path: it is much faster.',
    input: INPUT,
    example: { text: 'tun_get_user', path: 'drivers/net' },
    run: async ({ text, revision, path, whole_word: wholeWord = false }, signal) => {
      const place = await bench.day.revision(revision, signal);
      const search = { place, text, path, wholeWord };
      const { lines, cut } = await searchText(bench, search, signal);
      const where = path === undefined ? '' : ` under ${path}`;
      const files = new Set(lines.map((line) => line.path)).size;
      return {
        says:
          lines.length === 0
            ? `No line${where} at ${place.says} holds "${text}"${cut === undefined ? '' : ', as far as was searched'}.`
            : `${cut === undefined ? '' : 'At least '}${plural(lines.length, 'line')} in ${plural(files, 'file')}${where} at ${place.says} hold "${text}".`,
        source: renderSearch(search),
        lines: lines.map(({ path: file, line, text: found }) => `${file}:${line}: ${found}`),
        rest: () => 'name a narrower path',
        cut,
      };
    },
  });
}
