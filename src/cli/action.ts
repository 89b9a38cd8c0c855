import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Command } from 'commander';
import type { Review } from '../history/index.ts';
import type { Workspace } from '../run/index.ts';
import { UsageError } from '../errors.ts';
import { collectBetweenSteps } from './memory.ts';
import type { Declaring, Surroundings } from './declaring.ts';
import { NO_PROGRESS, startProgress, type ProgressLine } from './progress.ts';
import { note, type Terminal } from './terminal.ts';

/** Options that every command takes, as commander leaves them. */
export interface CommonOptions {
  readonly repo: string;
  readonly store?: string;
  readonly mainline?: string;
  readonly stable?: readonly string[];
  readonly config?: string;
  /** Of the commands that take it, see {@link addInboxOption}. */
  readonly inbox?: readonly string[];
  /** Of the commands that take it, see {@link addIncomingOption}. */
  readonly incoming?: readonly string[];
  /** Of the commands that take it, see {@link addModelOption}. */
  readonly model?: readonly string[];
  readonly quiet?: true;
  readonly color: boolean;
  readonly debug?: true;
}

/** What a command works with. */
export interface Session<Options> {
  readonly options: Options & CommonOptions;
  readonly args: readonly string[];
  readonly terminal: Terminal;
  readonly progress: ProgressLine;
  /** A line on stderr, above any progress; nothing with `--quiet`. */
  readonly note: (text: string) => void;
  readonly colour: boolean;
  readonly version: string;
}

/** Adds the options that every command takes. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--repo <dir>', 'the repository', '.')
    .option('--store <dir>', 'where the index is kept (default: one folder per repository in the user data folder)')
    .option('--mainline <ref>', 'the branch that everything lands on first (default: found by content)')
    .option(
      '--stable <name>',
      'a stable branch, by name or glob; may be given again (default: found by content)',
      collect,
    )
    .option('--config <file>', 'config file (default: ./autosel.toml, else config.toml in the store)')
    .option('--quiet', 'no progress and no notes')
    .option('--no-color', 'no colours')
    .option('--debug', 'print the stack of an error');
}

/** For commands that look into list mail. */
export function addInboxOption(command: Command): Command {
  return command.option(
    '--inbox <dir>',
    'list mail: a public-inbox repository, mbox, maildir, or a folder of those; may be given again',
    collect,
  );
}

/** For commands that ask what is about to reach mainline. */
export function addIncomingOption(command: Command): Command {
  return command.option(
    '--incoming <ref>',
    'a branch with commits on their way to mainline, by name or glob: their fixes and reverts count; may be given again',
    collect,
  );
}

/** For commands that ask models. */
export function addModelOption(command: Command): Command {
  return command.option(
    '--model <name>',
    'ask this model in place of those of the config: the name of one of [[models]], or KIND:MODEL such as ollama:qwen3; may be given again',
    collect,
  );
}

/** Gathers an option that may be given again. */
function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Wraps a command's work: options in, exit code out, progress line taken away at the end. */
export function act<Options>(
  { around, outcome }: Declaring,
  work: (session: Session<Options>) => Promise<number>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const session = openSession<Options>(command, around);
    try {
      outcome.exitCode = await work(session);
    } finally {
      session.progress.clear();
    }
  };
}

function openSession<Options>(command: Command, { terminal, version }: Surroundings): Session<Options> {
  const options = command.opts<Options & CommonOptions>();
  const progress = options.quiet ? NO_PROGRESS : openProgress(terminal);
  const say = (text: string) => {
    progress.clear();
    note(terminal, text);
  };
  return {
    options,
    args: command.args,
    terminal,
    progress,
    note: options.quiet ? () => {} : say,
    colour: options.color && terminal.columns !== undefined && !terminal.env.NO_COLOR,
    version,
  };
}

function openProgress(terminal: Terminal): ProgressLine {
  return startProgress({
    write: (text) => terminal.stderr.write(text),
    live: terminal.errorColumns !== undefined,
    columns: terminal.errorColumns ?? 80,
    now: () => performance.now(),
  });
}

/** Nothing is loaded for stores in which nobody has said anything. */
export async function loadReviewsOf(folder: string): Promise<readonly Review[]> {
  if (!existsSync(join(folder, 'reviews'))) return [];
  const { loadReviews } = await import('../review/index.ts');
  return loadReviews(folder);
}

/** What cannot count is said: with --no-update no branch is looked for. */
function checkUnused({ options, note: say }: Session<unknown>): void {
  const { update = true, mainline, stable }: CommonOptions & { readonly update?: boolean } = options;
  if (!update && (mainline !== undefined || stable !== undefined))
    say('autosel: --no-update uses the branches of the index as it is: --mainline and --stable change nothing');
  const gone = (options.inbox ?? []).find((place) => !existsSync(place));
  if (gone !== undefined)
    throw new UsageError(
      'no-inbox',
      `${gone} does not exist: name a public-inbox repository, an mbox, a maildir, a mail, or a folder of those with --inbox`,
    );
}

/** Opens the repository, the config and the store that the options name, and closes them after the work. */
export async function withWorkspace<Options, Answer>(
  session: Session<Options>,
  work: (workspace: Workspace) => Promise<Answer>,
): Promise<Answer> {
  const { openWorkspace } = await import('../run/index.ts');
  const { options, terminal } = session;
  checkUnused(session);
  const workspace = await openWorkspace({
    repo: options.repo,
    store: options.store,
    config: options.config,
    mainline: options.mainline,
    stable: options.stable,
    inbox: options.inbox,
    incoming: options.incoming,
    // autosel message takes one name, and asks no panel.
    models: Array.isArray(options.model) ? options.model : undefined,
    loadReviews: loadReviewsOf,
    env: terminal.env,
    platform: process.platform,
    home: homedir(),
    signal: terminal.signal,
    progress: collectBetweenSteps(session.progress.report),
    note: session.note,
  });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
