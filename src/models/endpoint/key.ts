import { UsageError } from '../../errors.ts';
import { runProgram } from '../program.ts';
import { oneLine } from './redact.ts';

/** Where a key comes from: the variable that holds it, or the program that prints it. Never the key itself. */
export type KeySource = { readonly env: string } | { readonly command: readonly [string, ...string[]] };

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of the variable; undefined when it is not set or empty. */
export const readKeyVariable = (name: string, env: Environment): string | undefined => {
  const key = env[name]?.trim();
  return key === '' ? undefined : key;
};

const COMMAND_TIME = 60_000;
const LONGEST_KEY = 16 * 1024;

/**
 * The key of a model, trimmed. UsageError `model-key-missing` when the variable is empty, or the command fails, says
 * nothing or more than one line; the message never holds what the command printed on its standard output.
 */
export const readModelKey = async (source: KeySource, env: Environment, model: string): Promise<string> => {
  if ('env' in source) {
    const key = readKeyVariable(source.env, env);
    if (key !== undefined) return key;
    throw new UsageError(
      'model-key-missing',
      `model ${model}: the environment variable ${source.env} is empty: set it to the key of the service`,
    );
  }
  const { command } = source;
  const signal = AbortSignal.timeout(COMMAND_TIME);
  const end = await runProgram({ argv: command, input: '', env, maxBytes: LONGEST_KEY, signal });
  const key = end.stdout.trim();
  if (end.how === 'ended' && end.code === 0 && /^\S+$/.test(key)) return key;
  throw new UsageError('model-key-missing', `model ${model}: ${renderWhy(command[0], end)}`);
};

const renderWhy = (program: string, end: Awaited<ReturnType<typeof runProgram>>): string => {
  const said = oneLine(end.stderr).slice(0, 200);
  const tail = said === '' ? '' : `: ${said}`;
  if (end.how === 'not-started') return `key_command cannot start ${program}${tail}`;
  if (end.how === 'stopped') return `key_command ${program} did not end within ${COMMAND_TIME / 1000} s`;
  if (end.how === 'ended' && end.code !== 0)
    return `key_command ${program} failed (exit ${end.code ?? 'by signal'})${tail}`;
  return `key_command ${program} must print the key, one word, and nothing else`;
};
