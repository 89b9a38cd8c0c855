import { z } from 'zod';
import { runExplain, runLookUp, runSimilar } from '../../run/index.ts';
import { parseDate } from '../dates.ts';
import { renderExplanation, renderSimilar } from '../render/index.ts';
import { boundAnswer } from './answer.ts';
import { planTool } from './tool.ts';
import type { McpContext, McpTool } from './tool.ts';

/** A commit as people name it. */
export const COMMIT = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^-\s]/, 'a commit begins with neither - nor a space')
  .describe('A commit id of 4 to 64 hex digits, a tag or a branch.');
const AS_OF = z
  .string()
  .max(40)
  .optional()
  .describe('Only what was known before that day or moment, e.g. 2024-07-01; left out: everything.');

const VIEW = { width: undefined, colour: false };

const momentOf = (asOf: string | undefined): number | undefined =>
  asOf === undefined ? undefined : parseDate(asOf, 'as_of');

/** What is known about one commit. */
export function planCommitTools({ workspace, loadReviews }: McpContext): readonly McpTool[] {
  const within = async (signal: AbortSignal) => ({
    ...{ ...workspace, signal: AbortSignal.any([workspace.signal, signal]) },
    reviews: await loadReviews(workspace.storeFolder),
  });
  return [
    planTool({
      name: 'similar_commits',
      title: 'Commits like one',
      description:
        'Mainline commits like a given one by words, names and lines, nearest first, with what the stable branches decided about each. Likeness is no proof.',
      input: z.strictObject({
        commit: COMMIT,
        limit: z.number().int().min(1).max(50).optional().describe('Default 10.'),
        as_of: AS_OF,
      }),
      example: { commit: '1a2b3c4d5e6f', limit: 10 },
      run: async ({ commit, limit = 10, as_of }, signal) =>
        boundAnswer(
          renderSimilar(
            await runSimilar(await within(signal), { commit, limit, asOf: momentOf(as_of), update: false }),
            VIEW,
          ),
        ),
    }),
    planTool({
      name: 'explain_commit',
      title: 'Everything about one commit',
      description:
        'Facts with the commands that show them, the calibrated score with its reasons, what each stable branch would do with the commit, what was decided, follow-ups, and the most similar past commits.',
      input: z.strictObject({ commit: COMMIT, as_of: AS_OF }),
      example: { commit: '1a2b3c4d5e6f' },
      run: async ({ commit, as_of }, signal) =>
        boundAnswer(
          renderExplanation(
            await runExplain(await within(signal), { commit, asOf: momentOf(as_of), update: false }),
            VIEW,
          ),
          'similar_commits and branch_status answer single questions',
        ),
    }),
    planTool({
      name: 'branch_status',
      title: 'Which stable branches have a commit',
      description:
        'For each stable branch whether it has the commit: from its beginning, as a copy with its id and day, taken and taken back, or not there.',
      input: z.strictObject({ commit: COMMIT, as_of: AS_OF }),
      example: { commit: '1a2b3c4d5e6f' },
      run: async ({ commit, as_of }, signal) =>
        sayFinding(
          await runLookUp(await within(signal), {
            ...{ tool: 'branches_containing', input: {}, commit, asOf: momentOf(as_of), signal },
          }),
        ),
    }),
    planTool({
      name: 'search_mail',
      title: 'List mail about a commit or a subject',
      description:
        'Mails of the list archive about a commit: its posting, answers, tags, objections, reports, each with its message id; or patches that were sent with a given subject.',
      input: z
        .strictObject({
          commit: COMMIT.optional(),
          subject: z.string().min(3).max(300).optional().describe('Subject of a patch, in place of a commit.'),
          as_of: AS_OF,
        })
        .refine(
          ({ commit, subject }) => (commit === undefined) !== (subject === undefined),
          'give a commit or a subject',
        ),
      example: { commit: '1a2b3c4d5e6f' },
      run: async ({ commit, subject, as_of }, signal) =>
        sayFinding(
          await runLookUp(await within(signal), {
            ...{ tool: 'search_mail', input: subject === undefined ? {} : { subject }, commit },
            ...{ asOf: momentOf(as_of), signal },
          }),
        ),
    }),
  ];
}

const sayFinding = ({ says, source, text }: Awaited<ReturnType<typeof runLookUp>>): string =>
  boundAnswer(`${says}\n${text}\nsource: ${source}`);
