import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Neighbour } from '../../history/index.ts';
import type { PanelTool } from '../types.ts';
import { dayOf, plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { rowOf } from './branches-containing.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import type { Toolbox } from './toolbox.ts';

const most = 10;

const INPUT = z.strictObject({ commit: fields.commit, limit: fields.limit(most).describe('Default 5.') });

export function similarCommits(bench: Bench, ask: NonNullable<Toolbox['similar']>): PanelTool {
  return defineTool(bench, {
    name: 'similar_commits',
    description:
      'Earlier commits like a given one by words, names and lines, nearest first, each with what the stable branches had decided about it by the day. Likeness is no proof.',
    input: INPUT,
    example: { limit: 5 },
    run: async ({ commit: id, limit = 5 }) => {
      const commit = await bench.day.commit(id);
      const row = rowOf(bench, commit.sha);
      if (row === undefined)
        throw new ToolCallError(
          'off-mainline',
          `${shortId(commit.sha)} is no commit of mainline and no known copy of one: ask about one that is`,
        );
      const { history, asOf, box } = bench;
      const found = await ask({ history, row, asOf, limit: limit + 1 });
      const shown = found.filter(({ sha }) => sha !== box.sha && sha !== commit.sha).slice(0, limit);
      return {
        says: `${plural(shown.length, 'earlier commit')} like ${shortId(commit.sha)} ("${commit.subject}"): ${sayCounts(shown)} by ${dayOf(asOf)}.`,
        source: `autosel similar ${shortId(commit.sha)} --as-of ${dayOf(asOf)}`,
        lines: shown.flatMap((near) => sayNeighbour(bench, near)),
      };
    },
  });
}

const sayCounts = (found: readonly Neighbour[]): string =>
  (['yes', 'no', 'undecided'] as const)
    .map((kind) => `${kind} ${found.filter(({ decision }) => decision === kind).length}`)
    .join(', ');

function sayNeighbour({ history }: Bench, { row, sha, subject, decision, takenBy, because }: Neighbour): string[] {
  const taken = takenBy.length === 0 ? '' : `, taken by ${takenBy.slice(0, 12).join(', ')}`;
  return [
    `${shortId(sha)} ${dayOf(history.commits[row].commitTime)} ${subject}`,
    `  decision: ${decision}${taken}`,
    ...(because.length === 0 ? [] : [`  alike in: ${because.join('; ')}`]),
  ];
}
