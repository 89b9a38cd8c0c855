export { runSelect } from './select.ts';
export type { SelectRequest } from './select.ts';
export { runIndex } from './index-history.ts';
export { readStatus } from './status.ts';
export { openWorkspace } from './workspace.ts';
export type { Workspace, WorkspaceRequest } from './workspace.ts';
export type * from './answers.ts';
export type * from './types.ts';
