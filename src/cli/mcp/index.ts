import { planCommitTools } from './commit-tools.ts';
import { planCveTools } from './cve-tools.ts';
import { planReferenceTools } from './reference-tools.ts';
import { planRunTools } from './run-tools.ts';
import type { McpContext, McpTool } from './tool.ts';

export type { McpContext, McpTool } from './tool.ts';
export { openHttp } from './http.ts';
export { openReportFolders } from './reports.ts';
export { buildServer } from './server.ts';
export type { ServerParts } from './server.ts';
export { openStdio } from './stdio.ts';
export { readToken } from './token.ts';
export { makeTurns } from './turns.ts';

/** Everything that can be asked. */
export const planTools = (context: McpContext): readonly McpTool[] => [
  ...planReferenceTools(context),
  ...planCommitTools(context),
  ...planRunTools(context),
  ...planCveTools(context),
];
