import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import { TAKING } from '../../evidence/index.ts';
import { listRuns, readRun } from '../../run/index.ts';
import { renderList } from './answer.ts';
import type { ReportFile } from './reports.ts';
import { planTool } from './tool.ts';
import type { McpContext, McpTool } from './tool.ts';

export const OFFSET = z.number().int().min(0).max(1_000_000).optional().describe('How many to pass over.');
export const LIMIT = z.number().int().min(1).max(200).optional().describe('Default 50.');

/** What was proposed, and what the panel said of it. */
export function planRunTools(context: McpContext): readonly McpTool[] {
  return [
    planTool({
      name: 'list_runs',
      title: 'Selections and runs of the panel',
      description:
        'The selections in the report folders and the stored runs of the panel, newest first, as names for the tool proposals. One line of JSON each.',
      input: z.strictObject({ offset: OFFSET, limit: LIMIT }),
      example: { limit: 20 },
      run: async ({ offset = 0, limit = 50 }) => {
        const all = [...(await listSelections(context)).map(saySelection), ...(await listPanelRuns(context))];
        return renderList(all.slice(offset, offset + limit), { offset, all: all.length });
      },
    }),
    planTool({
      name: 'proposals',
      title: 'The proposals of a run',
      description:
        'Commits that a selection proposes, best first, with probability, reason and what each branch would do; or the verdicts of a run of the panel. One line of JSON each.',
      input: z.strictObject({
        run: z.string().min(1).max(200).describe('A name or id that list_runs gives.'),
        branch: z.string().min(1).max(250).optional().describe('Only what this stable branch would take.'),
        offset: OFFSET,
        limit: LIMIT,
      }),
      example: { run: 'out', limit: 20 },
      run: async ({ run, branch, offset = 0, limit = 50 }) => {
        const all = await readProposals(context, run, branch);
        return renderList(all.slice(offset, offset + limit), { offset, all: all.length });
      },
    }),
  ];
}

const listSelections = async ({ reports }: McpContext): Promise<readonly ReportFile[]> =>
  (await reports.list()).filter(({ name }) => name === 'selection.json');

const saySelection = ({ folder, uri }: ReportFile) => ({ run: folder, kind: 'selection', resource: uri });

async function listPanelRuns({ workspace }: McpContext): Promise<readonly object[]> {
  return (await listRuns(workspace)).map(({ id, question, startedAt, commits, done }) => ({
    ...{ run: id, kind: 'panel', question, commits, done, finished: done === commits },
    started: new Date(startedAt * 1000).toISOString(),
  }));
}

async function readProposals(context: McpContext, run: string, branch: string | undefined): Promise<readonly object[]> {
  const selections = await listSelections(context);
  const file = selections.find(({ folder }) => folder === run);
  if (file !== undefined) return readSelection(file, branch);
  if (!/^[0-9a-f]{4,64}$/.test(run))
    throw new ToolCallError(
      'unknown-run',
      `there is no run ${JSON.stringify(run)}; list_runs gives ${selections.length === 0 ? 'the names that there are' : selections.map(({ folder }) => folder).join(', ')}`,
    );
  if (branch !== undefined)
    throw new ToolCallError('bad-input', 'verdicts of the panel are not given by branch: leave branch out');
  const { verdicts, subjects } = await readRun(context.workspace, run);
  return verdicts.map(({ sha, verdict, why, yesShare, triage, probability, warnings }) => ({
    ...{ commit: sha, subject: subjects[sha], verdict, why, yes_share: yesShare, triage, probability, warnings },
  }));
}

const ANSWER = z.object({ branch: z.string() }).loose();
const SELECTION = z.object({
  commits: z.array(
    z.object({
      sha: z.string(),
      subject: z.string(),
      lane: z.string(),
      why: z.string(),
      probability: z.number().optional(),
      branches: z.array(ANSWER),
      verdict: z.object({ verdict: z.string(), why: z.string() }).optional(),
    }),
  ),
});

async function readSelection({ path, uri }: ReportFile, branch: string | undefined): Promise<readonly object[]> {
  const { success, data } = SELECTION.safeParse(parseJson(await readFile(path, 'utf8')));
  if (!success) throw new ToolCallError('not-a-selection', `${uri} is no selection that autosel wrote`);
  const proposed = data.commits.filter(({ lane }) => lane === 'proposal');
  const answers = new Set(proposed.flatMap(({ branches }) => branches.map((each) => each.branch)));
  if (branch !== undefined && !answers.has(branch))
    throw new ToolCallError(
      'unknown-branch',
      `nothing was answered for ${JSON.stringify(branch)}; there are answers for ${[...answers].slice(0, 20).join(', ')}`,
    );
  return proposed
    .map(({ sha, subject, why, probability, branches, verdict }) => ({
      ...{ commit: sha, subject, probability, why, ...(verdict === undefined ? {} : { panel: verdict }) },
      branches: branches.filter((each) => branch === undefined || each.branch === branch).map(sayAnswer),
    }))
    .filter(({ branches }) => branch === undefined || branches.some(({ answer }) => TAKES.has(answer)));
}

const TAKES: ReadonlySet<unknown> = new Set(TAKING);

const sayAnswer = (answer: z.infer<typeof ANSWER>) => ({
  branch: answer.branch,
  answer: answer['answer'],
  why: answer['why'],
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
