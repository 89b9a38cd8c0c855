import { z } from 'zod';
import type { DocumentationHit, DocumentationIndex } from '../../history/index.ts';
import type { PanelTool } from '../types.ts';
import { plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { renderCommand } from './shell.ts';

const most = 5;

const INPUT = z.strictObject({ query: z.string().min(3).max(300), limit: fields.limit(most).describe('Default 2.') });

export function searchDocs(bench: Bench, open: () => Promise<DocumentationIndex>): PanelTool {
  return defineTool(bench, {
    name: 'search_docs',
    description:
      "Passages of the repository's own documentation: rules for stable branches, for maintainers and contributors, of subsystems. Ask in a few words that the rule itself would use.",
    input: INPUT,
    example: { query: 'stable backport rules size of the patch' },
    run: async ({ query, limit = 2 }) => {
      const index = await open();
      const hits = index.search(query, limit);
      const places = hits.map(({ path, from, to }) => `${path}:${from}-${to}`);
      return {
        says:
          hits.length === 0
            ? `None of ${plural(index.passages, 'passage')} of the documentation has words of "${query}".`
            : `${plural(hits.length, 'passage')} of the documentation, nearest first: ${places.join(', ')}.`,
        source:
          hits.length === 0
            ? renderCommand(['git', 'ls-tree', '-r', '--name-only', shortId(index.revision)])
            : hits.map((hit) => sayCommand(index, hit)).join('; '),
        lines: hits.flatMap((hit) => [
          `== ${hit.path}, lines ${hit.from} to ${hit.to}: ${hit.heading} ==`,
          ...hit.text.split('\n'),
          '',
        ]),
        rest: () => `ask for fewer passages, or read_file ${hits[0]?.path}`,
      };
    },
  });
}

const sayCommand = ({ revision }: DocumentationIndex, { path, from, to }: DocumentationHit): string =>
  `${renderCommand(['git', 'show', `${shortId(revision)}:${path}`])} | sed -n '${from},${to}p'`;
