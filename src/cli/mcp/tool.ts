import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Workspace } from '../../run/index.ts';
import type { ReportFolders } from './reports.ts';
import { sayIssue } from '../../words-of-errors.ts';

/** What every tool answers from. */
export interface McpContext {
  readonly workspace: Workspace;
  /** What people have said about proposals by now. */
  readonly loadReviews: (storeFolder: string) => Promise<Workspace['reviews']>;
  readonly reports: ReportFolders;
  /** A folder of CVE records, and how its CNA counts versions. */
  readonly cves: string | undefined;
  readonly template: string;
  /** The index of ids, see the program git-resolve. */
  readonly repo: string;
  readonly store: string | undefined;
  readonly mainline: string | undefined;
}

/** One thing that can be asked. It only reads. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Tool['inputSchema'];
  /** A right call, for messages that teach. */
  readonly example: object;
  readonly run: (raw: unknown, signal: AbortSignal) => Promise<string>;
}

interface ToolPlan<Input extends object> extends Omit<McpTool, 'inputSchema' | 'run' | 'example'> {
  readonly input: z.ZodType<Input>;
  readonly example: Input;
  readonly run: (input: Input, signal: AbortSignal) => Promise<string>;
}

/** A tool whose input is checked before it runs; what is wrong with it comes back with a right call. */
export function planTool<Input extends object>({ input, ...plan }: ToolPlan<Input>): McpTool {
  return {
    ...plan,
    inputSchema: describeInput(input),
    run: async (raw, signal) => {
      const parsed = input.safeParse(raw);
      if (!parsed.success) throw new ToolCallError('bad-input', `${plan.name}: ${sayIssues(parsed.error)}`);
      return plan.run(parsed.data, signal);
    },
  };
}

/** Slow: once for each tool, not for each message. */
function describeInput(input: z.ZodType): Tool['inputSchema'] {
  const { properties, required, additionalProperties } = z.toJSONSchema(input, { io: 'input' });
  return {
    ...{ type: 'object', additionalProperties },
    properties: properties as Record<string, object>,
    ...(required === undefined ? {} : { required }),
  };
}

function sayIssues({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(
      (issue) =>
        `${issue.path.length === 0 ? 'the input' : issue.path.join('.').slice(0, 60)}: ${sayIssue(issue).slice(0, 200)}`,
    )
    .join('; ');
}
