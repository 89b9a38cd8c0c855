import { homedir } from 'node:os';
import { parseReference, parseSubject } from '../../history/resolve/index.ts';
import type { Reference } from '../../history/resolve/index.ts';
import { resolveMany, resolveOne } from '../../run/references/resolve.ts';
import type { Resolved, ResolveSettings } from '../../run/references/resolve.ts';
import { parseArguments } from './arguments.ts';
import type { ResolveArguments } from './arguments.ts';
import { renderAnswer, renderCommit, renderRemark } from './render.ts';
import type { Style } from './render.ts';

/** The world as git-resolve sees it. Kept apart from the other commands: this one must start in milliseconds. */
export interface ResolveWorld {
  readonly write: (text: string | Buffer) => void;
  readonly note: (text: string) => void;
  /** Opened only when it is read. */
  readonly input: () => AsyncIterable<Buffer | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const FOUND = 0;
const NOT_FOUND = 1;

/** Runs one call and gives its exit code. Linux's script also ends with 1 for everything that is not found. */
export async function runGitResolve(args: readonly string[], world: ResolveWorld): Promise<number> {
  try {
    return await runCall(parseArguments(args), world);
  } catch (error) {
    const { renderFailure } = await import('../failure.ts');
    const failure = renderFailure(error, { debug: false, version: '' });
    if (failure.text !== '') world.note(failure.text.replace(/^autosel: /, 'git-resolve: '));
    return failure.exitCode;
  }
}

async function runCall(call: ResolveArguments, world: ResolveWorld): Promise<number> {
  if (call.mode === 'help') return showUsage(world.write, FOUND);
  if (call.mode === 'selftest') return (await import('./self-test.ts')).runSelfTest(world.write);
  const settings = buildSettings(call, world);
  if (call.mode === 'check') return (await import('./check.ts')).runCheck(call, settings, world);
  const style = { format: call.format, url: call.format === 'url' ? await chooseUrl(call) : '' };
  if (call.mode === 'stdin') return answerLines({ call, world, settings, style });
  const reference = readWords(call.words);
  if (reference === undefined) return showUsage(world.note, NOT_FOUND);
  const answer = await resolveOne(settings, reference);
  const remark = call.quiet ? '' : renderRemark(answer);
  if (remark !== '') world.note(remark);
  if (call.json) world.write(`${renderAnswer(answer)}\n`);
  if (answer.resolution.kind !== 'resolved') return NOT_FOUND;
  if (!call.json) world.write(`${renderCommit(answer.resolution.commit, style)}\n`);
  return FOUND;
}

async function showUsage(write: (text: string) => void, exitCode: number): Promise<number> {
  const { USAGE } = await import('./usage.ts');
  write(USAGE);
  return exitCode;
}

function buildSettings(call: ResolveArguments, world: ResolveWorld): ResolveSettings {
  const { all, asGiven, force, mainline, repos, trustId, unsaved } = call;
  return {
    ...{ all, asGiven, force, mainline, repos, trustId, unsaved },
    place: { named: call.store, env: world.env, platform: process.platform, home: homedir() },
    note: call.quiet ? () => {} : (text) => world.note(`git-resolve: ${text}`),
  };
}

/** The first word is an id when it is nothing but hex digits, as in Linux's script; else all words are one reference. */
function readWords(words: readonly string[]): Reference | undefined {
  const [first = '', ...rest] = words;
  if (!/^[0-9a-f]{1,64}$/i.test(first)) return parseReference(words.join(' '));
  return { id: first.toLowerCase(), subject: parseSubject(rest.join(' ')) };
}

interface LineCall {
  readonly call: ResolveArguments;
  readonly world: ResolveWorld;
  readonly settings: ResolveSettings;
  readonly style: Style;
}

async function answerLines({ call, world, settings, style }: LineCall): Promise<number> {
  let exitCode = FOUND;
  let answers = 0;
  for await (const answer of resolveMany(settings, readReferences(world.input()))) {
    answers += 1;
    if (answer.resolution.kind !== 'resolved') exitCode = NOT_FOUND;
    world.write(`${call.json ? renderAnswer(answer) : renderLine(answer, style)}\n`);
  }
  if (answers === 0) settings.note('no references were read from standard input');
  return exitCode;
}

function renderLine({ resolution }: Resolved, style: Style): string {
  if (resolution.kind === 'resolved') return renderCommit(resolution.commit, style);
  return `# ${resolution.kind}: ${resolution.why.replace(/\p{Cc}/gu, '?')}`;
}

async function* readReferences(input: AsyncIterable<Buffer | string>): AsyncGenerator<Reference, void, void> {
  for await (const line of readLines(input)) yield parseReference(line) ?? { id: undefined, subject: undefined };
}

async function* readLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function chooseUrl(call: ResolveArguments): Promise<string> {
  const { buildCommitUrl } = await import('./url.ts');
  return buildCommitUrl(call.url, call.repos[0]);
}
