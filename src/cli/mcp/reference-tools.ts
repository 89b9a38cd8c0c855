import { homedir } from 'node:os';
import process from 'node:process';
import { z } from 'zod';
import { parseReference } from '../../history/resolve/index.ts';
import { checkFile, openReferences } from '../../run/references/check-references.ts';
import { resolveOne } from '../../run/references/resolve.ts';
import type { ResolveSettings } from '../../run/references/resolve.ts';
import { renderAnswer } from '../resolve/render.ts';
import { renderPlace } from '../resolve/render-check.ts';
import { boundAnswer, renderList } from './answer.ts';
import { planTool } from './tool.ts';
import type { McpContext, McpTool } from './tool.ts';

const LONGEST_TEXT = 200_000;

/** What a message means by an id, and whether it is right. */
export function planReferenceTools(context: McpContext): readonly McpTool[] {
  return [
    planTool({
      name: 'resolve',
      title: 'Which commit a reference means',
      description:
        'The mainline commit that an id, a subject or both mean, as people write them: short, wrong, rebased or stable ids, quotes of every kind, "..." for words left out. Never a silent pick: kind is resolved (with its confidence), ambiguous, contradiction, repairable or unknown, with candidates and why.',
      input: z.strictObject({
        reference: z
          .string()
          .min(1)
          .max(1000)
          .describe('E.g. 1a2b3c4d5e6f, or Fixes: 1a2b3c4d5e6f ("net: fix a leak"), or a subject.'),
        force: z.boolean().optional().describe('Search by subject when no commit has the id.'),
        trust_id: z.boolean().optional().describe('Believe a unique id although the subject contradicts it.'),
        as_given: z.boolean().optional().describe('Answer a stable copy with itself.'),
      }),
      example: { reference: 'Fixes: 1a2b3c4d5e6f ("net: fix a leak")' },
      run: async ({ reference, force = false, trust_id = false, as_given = false }, signal) => {
        const asked = parseReference(reference) ?? { id: undefined, subject: undefined };
        const rules = { force, trustId: trust_id, asGiven: as_given, all: false };
        return boundAnswer(renderAnswer(await resolveOne({ ...settingsOf(context, signal), ...rules }, asked)));
      },
    }),
    planTool({
      name: 'check_references',
      title: 'Every reference of a text',
      description:
        'Every commit that a message, patch, mail or page names: right, wrong, ambiguous, external or unknown, with its line and what it should be. One line of JSON each.',
      input: z.strictObject({
        text: z.string().min(1).max(LONGEST_TEXT),
        offset: z.number().int().min(0).max(100_000).optional().describe('Findings to pass over.'),
      }),
      example: { text: 'net: fix it\n\nFixes: 1a2b3c4d5e6f ("net: break it")\n' },
      run: async ({ text, offset = 0 }, signal) => {
        const base = await openReferences(settingsOf(context, signal));
        const { places } = await checkFile(base, { text, form: 'message' }, { strict: false, lenient: false });
        const lines = places.map(
          (place) => JSON.parse(renderPlace({ name: 'text', commit: undefined }, place, false)) as unknown,
        );
        return renderList(lines.slice(offset), { offset, all: lines.length });
      },
    }),
  ];
}

function settingsOf({ repo, store, mainline, workspace }: McpContext, signal: AbortSignal): ResolveSettings {
  return {
    ...{ force: false, trustId: false, asGiven: false, all: false, unsaved: false, repos: [repo], mainline },
    place: { named: store, env: workspace.env, platform: process.platform, home: homedir() },
    signal: AbortSignal.any([workspace.signal, signal]),
    note: workspace.note,
  };
}
