import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** CPU seconds of a call of autosel with its children, by the clock of the shell, and the last line that it said. */
export const timeProcess = (args: readonly string[]): string => {
  const shell = 'TIMEFORMAT="%R s, CPU %U + %S s"; time "$@"';
  const call = ['-c', shell, 'bash', process.execPath, MAIN, ...args];
  const { stdout, stderr } = spawnSync('bash', call, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const times = stderr.trim().split('\n').at(-1);
  return `${times}; ${stdout.trim().split('\n').at(-1)}`;
};
