import type { Terminal } from './terminal.ts';

/** What a call stands in. */
export interface Surroundings {
  readonly version: string;
  readonly terminal: Terminal;
}

/** What every declaration is given: where to find the world and where to leave the exit code. */
export interface Declaring {
  readonly around: Surroundings;
  readonly outcome: { exitCode: number };
}
