import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Fact } from '../../evidence/index.ts';
import type { PanelTool } from '../types.ts';
import { plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { rowOf } from './branches-containing.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import type { Toolbox } from './toolbox.ts';

const INPUT = z.strictObject({ commit: fields.commit.unwrap() });

export function factsOf(bench: Bench, ask: NonNullable<Toolbox['facts']>): PanelTool {
  return defineTool(bench, {
    name: 'facts_of',
    description:
      'What the history tells about another commit of mainline: its tags, what it fixes, where it was taken, later repairs and reverts, its series, its size and place.',
    input: INPUT,
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id }) => {
      const commit = await bench.day.commit(id);
      if (commit.sha === bench.box.sha)
        throw new ToolCallError(
          'own-facts',
          'the facts of the commit under judgement were given at the start: ask about another one',
        );
      const row = rowOf(bench, commit.sha);
      if (row === undefined)
        throw new ToolCallError(
          'off-mainline',
          `${shortId(commit.sha)} is no commit of mainline and no known copy of one: show_commit and branches_containing still answer`,
        );
      const { history, asOf } = bench;
      const facts = (await ask({ history, row, asOf })).filter((fact) => !tellsOwn(bench, fact));
      const original = history.commits[row];
      return {
        says: `${plural(facts.length, 'fact')} about ${shortId(original.sha)} ("${original.subject}").`,
        source: `git show ${shortId(original.sha)}`,
        lines: facts.flatMap(sayFact),
      };
    },
  });
}

const sayFact = ({ kind, weighs, says, source, quote, detail = [] }: Fact): string[] => [
  `${kind} (${weighs}): ${says} [${source}]${quote === undefined ? '' : ` "${quote}"`}`,
  ...detail.map((line) => `  ${line}`),
];

/** Names a copy of the commit under judgement: what a port of another history would give away. */
function tellsOwn({ box }: Bench, { says, source }: Fact): boolean {
  const row = box.hideOwnDecision ? box.history.rowOf(box.sha) : undefined;
  const copies = row === undefined ? [] : box.history.picks(row).map(({ stableSha }) => shortId(stableSha));
  return copies.some((copy) => says.includes(copy) || source.includes(copy));
}
