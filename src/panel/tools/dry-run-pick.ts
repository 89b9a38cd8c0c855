import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Commit, ConflictFile, PickOutcome, Sha } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { plural, sayCommit, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';

const maxFirst = 5;

const INPUT = z.strictObject({
  branch: z.string().min(1).max(200).describe('Name of a branch, e.g. linux-6.1.y'),
  commit: fields.commit,
  first: z
    .array(z.string().min(1).max(80))
    .max(maxFirst)
    .optional()
    .describe('Ids of commits to pick before it, oldest first.'),
});

export function dryRunPick(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'dry_run_pick',
    description: `Whether a commit can be picked onto a branch as it was on the day, by merging; nothing is written. With first, up to ${maxFirst} commits are picked before it. On conflict the files and the commit's lines are told.`,
    input: INPUT,
    example: { branch: 'linux-6.1.y' },
    run: async ({ branch, commit: id, first = [] }, signal) => {
      const commit = await bench.day.commit(id);
      const before: Commit[] = [];
      for (const each of first) before.push(await bench.day.commit(each));
      const onto = await bench.day.branch(branch, signal);
      const outcome = await pick(bench, { commit: commit.sha, onto: onto.sha, first: before.map(({ sha }) => sha) });
      return {
        says: `${shortId(commit.sha)} ("${commit.subject}") onto ${onto.says}${before.length > 0 ? ` after ${plural(before.length, 'other')}` : ''}: ${sayOutcome(outcome)}.`,
        source: `git switch --detach ${shortId(onto.sha)} && git cherry-pick --no-commit ${[...before, commit].map(({ sha }) => shortId(sha)).join(' ')}`,
        lines: [...before.map((each) => `first: ${sayCommit(each)}`), ...listConflicts(outcome)],
      };
    },
  });
}

async function pick(
  { repository, timeoutMs }: Bench,
  request: { readonly commit: Sha; readonly onto: Sha; readonly first: readonly Sha[] },
): Promise<PickOutcome> {
  for await (const outcome of repository.picks([request], { timeoutMs })) return outcome;
  throw new ToolCallError('no-answer', 'the pick could not be tried: ask about another branch');
}

function sayOutcome(outcome: PickOutcome): string {
  switch (outcome.kind) {
    case 'already-there':
      return 'the pick changes nothing, what it does is there already';
    case 'clean':
      return outcome.renamed ? 'it applies cleanly, some of it to files of another name' : 'it applies cleanly';
    case 'conflict':
      return `it conflicts in ${plural(outcome.files.length, 'file')}${outcome.at === outcome.request.commit ? '' : `, already at ${shortId(outcome.at)}`}`;
    case 'unknown':
      return `it could not be tried, which says nothing either way (${outcome.why})`;
  }
}

function listConflicts(outcome: PickOutcome): readonly string[] {
  return outcome.kind === 'conflict' ? outcome.files.map(sayConflict) : [];
}

function sayConflict({ path, oldPath, kind, changes }: ConflictFile): string {
  const where = changes?.map(({ oldStart, oldLines }) => `${oldStart},${oldLines}`).slice(0, 12) ?? [];
  const name = oldPath === undefined || oldPath === path ? path : `${path} (${oldPath} before the commit)`;
  return `${name}: ${kind.replaceAll('-', ' ')}${where.length === 0 ? '' : `; lines before the commit, as first,count: ${where.join(' ')}`}`;
}
