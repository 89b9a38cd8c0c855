import { UsageError } from '../errors.ts';
import { runProgram } from '../models/index.ts';

/** The variable that holds a password, or the program that prints it; undefined: none is needed. */
export type PasswordSource =
  | { readonly env: string }
  | { readonly command: readonly [string, ...string[]] }
  | undefined;

export interface PasswordQuestion {
  readonly source: PasswordSource;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For messages: `smtp`. */
  readonly what: string;
}

/** A program that asks a person may take its time; milliseconds. */
const PATIENCE = 120_000;
const LONGEST = 16 * 1024;

/**
 * The password of a mail server: the first line that the program prints, or the variable as it is.
 * @throws UsageError `password-missing`; its message never holds what the program printed on its standard output.
 */
export async function readPassword({ source, env, what }: PasswordQuestion): Promise<string | undefined> {
  if (source === undefined) return undefined;
  if ('env' in source) {
    const value = env[source.env];
    if (value !== undefined && value !== '') return value;
    throw new UsageError('password-missing', `${what}.password_env names ${source.env}, which is not set`);
  }
  const signal = AbortSignal.timeout(PATIENCE);
  const end = await runProgram({ argv: source.command, input: '', env, maxBytes: LONGEST, signal });
  const [line = ''] = end.stdout.split(/\r?\n/);
  if (end.how === 'ended' && end.code === 0 && line !== '') return line;
  const said = end.stderr
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
  throw new UsageError(
    'password-missing',
    `${what}.password_command ${source.command[0]} gave no password${said === '' ? '' : `: ${said}`}`,
  );
}
