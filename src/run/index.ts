export { openWorkspace } from './workspace.ts';
export type { Workspace, WorkspaceRequest } from './workspace.ts';
export type * from './answers.ts';
export type * from './types.ts';
