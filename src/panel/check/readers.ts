import { commitStatements } from './commits.ts';
import type { StatementReader } from './statement.ts';

/** Every reader of statements, the weightiest first. */
export const READERS: readonly StatementReader[] = [commitStatements];
