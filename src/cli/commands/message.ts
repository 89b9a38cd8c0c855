import { homedir } from 'node:os';
import process from 'node:process';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import type { Declaring } from '../declaring.ts';
import type { MessageOptions } from '../message/options.ts';

const EXAMPLES = `
Examples:
  autosel message                             the message of HEAD
  autosel message v6.11..v6.12 --json
  autosel message .git/COMMIT_EDITMSG --lang de
  autosel message outgoing/*.patch
  autosel message draft.txt --rewrite --apply

What a project does is learned from its latest commits: nothing is remarked on that it does not do itself.
As hooks, each an executable file of one line behind #!/bin/sh:
  .git/hooks/commit-msg           exec autosel message --hook commit-msg "$1"
  .git/hooks/prepare-commit-msg   exec autosel message --hook prepare-commit-msg "$@"

Exit codes: 0 nothing to change (advice does not count), 4 errors, 5 warnings and no errors, 6 no rewriting passed the check.
As a hook: 4 for errors, with --strict also for warnings, else 0.`;

export function declareMessage(program: Command, declaring: Declaring): void {
  const command = program
    .command('message')
    .description('check the message of a commit as a reviewer of this project would, or say it in better English')
    .argument('[what...]', "a commit, a range, files with a message or mailed patches, '-' for stdin (default: HEAD)")
    .option('--lang <code>', 'say the findings in this language: de, en, es, hi, zh; others through a model', 'en')
    .option('--json', 'print it as JSON, one line a message')
    .option('--strict', 'as a hook: warnings count too')
    .option(
      '--rewrite',
      'let a model of the config say it in better English; a program checks that nothing else is said',
    )
    .option('--apply', 'with --rewrite: write the result into the file')
    .option(
      '--model <name>',
      'the model to ask: a name of the config, or KIND:MODEL such as ollama:qwen3 (default: the first)',
    )
    .option('--hook <name>', 'how git calls it: commit-msg or prepare-commit-msg')
    .addHelpText('after', EXAMPLES)
    .action(act<MessageOptions>(declaring, message));
  addCommonOptions(command);
}

async function message(session: Session<MessageOptions>): Promise<number> {
  const { options } = session;
  if (options.apply && !options.rewrite)
    throw new UsageError('message-call', '--apply says what becomes of --rewrite: give both');
  const place = { named: options.store, env: session.terminal.env, platform: process.platform, home: homedir() };
  const { checkMessages, prepareMessage, rewriteOne } = await import('../message/index.ts');
  return withWorkspace(session, async (workspace) => {
    const call = { session, workspace, place };
    if (options.hook === 'prepare-commit-msg') return prepareMessage(call);
    return options.rewrite ? rewriteOne(call) : checkMessages(call);
  });
}
