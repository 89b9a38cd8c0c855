import { Command, CommanderError } from 'commander';
import { declareAsk } from './commands/ask.ts';
import { declareAudit } from './commands/audit.ts';
import { declareBacktest } from './commands/backtest.ts';
import { declareBranches } from './commands/branches.ts';
import { declareCheckText } from './commands/check-text.ts';
import { declareCompletion } from './commands/completion.ts';
import { declareCve } from './commands/cve.ts';
import { declareExplain } from './commands/explain.ts';
import { declareFacts } from './commands/facts.ts';
import { declareFeedback } from './commands/feedback.ts';
import { declareIndex } from './commands/index-history.ts';
import { declareInit } from './commands/init.ts';
import { declareMail } from './commands/mail.ts';
import { declareMcp } from './commands/mcp.ts';
import { declareMessage } from './commands/message.ts';
import { declareQueue } from './commands/queue.ts';
import { declarePanel } from './commands/panel.ts';
import { declareResolve } from './commands/resolve.ts';
import { declareRuns } from './commands/runs.ts';
import { declareReview } from './commands/review.ts';
import { declareSelect } from './commands/select.ts';
import { declareSend } from './commands/send.ts';
import { declareSimilar } from './commands/similar.ts';
import { declareStatus } from './commands/status.ts';
import type { Declaring, Surroundings } from './declaring.ts';
import { EXIT, renderFailure } from './failure.ts';

const EXAMPLES = `
First steps:
  autosel init                      look at this repository, write a commented config
  autosel index                     learn from past decisions of the stable branches
  autosel select v6.11..v6.12       which commits of that range belong on a stable branch, and why
  autosel explain 1a2b3c4d          everything known about one commit

Exit codes: 0 fine, 1 failure, 2 wrong call, 3 finished with commits that could not be read or statements
that are wrong, 130 stopped.`;

/** Runs one command line and tells the exit code; never throws. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  const outcome = { exitCode: EXIT.fine as number };
  const debug = args.includes('--debug');
  try {
    await (await buildProgram(args, { around, outcome })).parseAsync(args, { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    const { text, exitCode } = renderFailure(error, { debug, version: around.version });
    if (text !== '') around.terminal.stderr.write(`${text}\n`);
    return exitCode;
  }
}

async function buildProgram(args: readonly string[], declaring: Declaring): Promise<Command> {
  const program = new Command('autosel');
  frameProgram(program, declaring.around, () => findCommand(program, args));
  declareInit(program, declaring);
  declareIndex(program, declaring);
  declareStatus(program, declaring);
  declareSelect(program, declaring);
  declareExplain(program, declaring);
  declareFacts(program, declaring);
  declareAsk(program, declaring);
  declareCheckText(program, declaring);
  declarePanel(program, declaring);
  declareResolve(program, declaring);
  declareRuns(program, declaring);
  declareSimilar(program, declaring);
  declareBranches(program, declaring);
  declareAudit(program, declaring);
  declareBacktest(program, declaring);
  declareReview(program, declaring);
  declareSend(program, declaring);
  declareFeedback(program, declaring);
  declareMail(program, declaring);
  declareMcp(program, declaring);
  declareMessage(program, declaring);
  declareCve(program, declaring);
  declareQueue(program, declaring);
  await declareCompletion(program, args[0]);
  return program;
}

function frameProgram(program: Command, { terminal, version }: Surroundings, called: () => string): void {
  program
    .description('Finds the mainline commits that belong on stable branches, with reasons that can be checked.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help on a command')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(renderUsage(text, called())),
      getOutHelpWidth: () => terminal.columns ?? 100,
      getOutHasColors: () => false,
    });
}

/** `autosel cve record` where the call names a command that there is, as far as it does; else `autosel`. */
function findCommand(program: Command, args: readonly string[]): string {
  const named = ['autosel'];
  let at = program;
  for (const word of args) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) break;
    named.push(word);
    at = next;
  }
  return named.join(' ');
}

const NO_CHOICE = /^command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.*)\.$/s;
const TOO_MANY = /^too many arguments for '(.+?)'\. Expected (\d+) arguments? but got \d+: (.*)\.$/;

/** `error: unknown option '--x'\n(Did you mean --y?)` becomes one line in our voice, with the way to help. */
function renderUsage(text: string, called: string): string {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(NO_CHOICE, '$1 is no $2: the choices are $3')
    .replace(TOO_MANY, '$1 takes fewer arguments ($2), and this was given: $3')
    .replace(/\s*\n\s*/g, ' ');
  return `autosel: ${line}; see ${called} --help\n`;
}
