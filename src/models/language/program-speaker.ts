import { oneLine, withoutKey } from '../endpoint/redact.ts';
import { runProgram } from '../program.ts';
import { ModelError } from './failure.ts';
import { renderPlainPrompt } from './plain-prompt.ts';
import type { Speaker, Spoken } from './speaker.ts';

export interface ProgramTerms {
  readonly command: readonly [string, ...string[]];
  /** Names of environment variables that the program is given beside {@link USUAL}. */
  readonly passEnv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What programs need to find their files; keys of other models are not among it. */
const USUAL = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TZ',
  'SYSTEMROOT',
  'PATHEXT',
  'USERPROFILE',
  'TEMP',
];
const LONGEST_ANSWER = 1024 ** 2;

/** A program as a model: the question on its standard input, the answer on its standard output. No shell is involved. */
export const makeProgramSpeaker = ({ command, passEnv, env }: ProgramTerms): Speaker => {
  const passed = Object.fromEntries([...USUAL, ...passEnv].flatMap((name) => (name in env ? [[name, env[name]]] : [])));
  const blot = blotOut(passEnv.flatMap((name) => env[name] ?? []));
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();
  return {
    canUseTools: false,
    speak: async (question, signal) => {
      const input = await renderPlainPrompt(question);
      const either = AbortSignal.any([signal, closing.signal]);
      const run = runProgram({ argv: command, input, env: passed, maxBytes: LONGEST_ANSWER, signal: either });
      running.add(run);
      const end = await run.finally(() => running.delete(run));
      if (end.how === 'ended' && end.code === 0) return heard(blot(end.stdout));
      throw explainEnd(command[0], { ...end, stderr: blot(end.stderr) });
    },
    close: async () => {
      closing.abort();
      await Promise.all(running);
    },
  };
};

/** Shorter values are switches, and words of any answer. */
const LEAST_SECRET = 8;

/** What a person passes to a program is mostly a key, and programs complain in words that hold it. */
const blotOut =
  (values: readonly string[]) =>
  (text: string): string =>
    values.filter((value) => value.length >= LEAST_SECRET).reduce(withoutKey, text);

const heard = (stdout: string): Spoken => ({
  said: { rawText: stdout.trim(), rawCalls: [] },
  continuation: undefined,
  finish: 'ended',
  usage: undefined,
  notes: [],
});

const sayStart = (words: string): string => {
  if (/\bENOENT$/.test(words)) return ': there is no such program';
  if (/\bEACCES$/.test(words)) return ': it may not be executed';
  return words === '' ? '' : `: ${words}`;
};

const explainEnd = (program: string, end: Awaited<ReturnType<typeof runProgram>>): ModelError => {
  const words = oneLine(end.stderr);
  const said = words === '' ? '' : `: ${words}`;
  if (end.how === 'not-started') return new ModelError('model-denied', `cannot start ${program}${sayStart(words)}`);
  if (end.how === 'too-long')
    return new ModelError('model-answer-too-long', `${program} printed more than ${LONGEST_ANSWER} bytes`);
  const how = end.how === 'stopped' ? 'was ended' : `failed (exit ${end.code ?? 'by signal'})`;
  return new ModelError('model-unavailable', `${program} ${how}${said}`, { retry: true });
};
