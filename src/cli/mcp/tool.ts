import type { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { Workspace } from '../../run/index.ts';
import type { ReportFolders } from './reports.ts';

/** What every tool answers from. */
export interface McpContext {
  readonly workspace: Workspace;
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
  readonly input: z.ZodType;
  /** A right call, for messages that teach. */
  readonly example: object;
  readonly run: (raw: unknown, signal: AbortSignal) => Promise<string>;
}

interface ToolPlan<Input extends object> extends Omit<McpTool, 'input' | 'run' | 'example'> {
  readonly input: z.ZodType<Input>;
  readonly example: Input;
  readonly run: (input: Input, signal: AbortSignal) => Promise<string>;
}

/** A tool whose input is checked before it runs; what is wrong with it comes back with a right call. */
export function planTool<Input extends object>(plan: ToolPlan<Input>): McpTool {
  return {
    ...plan,
    run: async (raw, signal) => {
      const parsed = plan.input.safeParse(raw);
      if (!parsed.success) throw new ToolCallError('bad-input', `${plan.name}: ${sayIssues(parsed.error)}`);
      return plan.run(parsed.data, signal);
    },
  };
}

function sayIssues({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(
      ({ path, message }) =>
        `${path.length === 0 ? 'the input' : path.join('.').slice(0, 60)}: ${message.slice(0, 200)}`,
    )
    .join('; ');
}
