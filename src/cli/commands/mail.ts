import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import type { MailAnswer } from '../../run/index.ts';
import { act, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';
import { sayWhy } from '../../words-of-errors.ts';

interface Options {
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  autosel mail parse proposals.mbox
  autosel mail parse --json *.eml > mails.jsonl
  git show :mail.eml | autosel mail parse -

Reads mails in the form of AUTOSEL, whoever sent them: an mbox or one mail a file. With --json each line is one mail:
{file, number, mark: {versions, place}, subject, upstream, author, message, trailers, explanation, patch, paths, …},
or {kind: "no patch mail", code, why}. The exit code is 3 when a mail cannot be read at all; answers and mails without a
patch are named and passed over.`;

export function declareMail(program: Command, declaring: Declaring): void {
  const mail = program.command('mail').description('mails with proposals, read back');
  mail
    .command('parse')
    .description('take patch mails apart: proposal, branches, upstream commit, author, explanation, patch')
    .argument('<file...>', "an mbox or one mail each, '-' for stdin")
    .option('--json', 'one JSON object a line')
    .option('--quiet', 'no progress and no notes')
    .option('--no-color', 'no colours')
    .option('--debug', 'print the stack of an error')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, parse));
}

async function parse({ args, options, terminal, colour, progress, note }: Session<Options>): Promise<number> {
  const { parseMails } = await import('../../run/index.ts');
  const { renderJsonLine, renderParsedMail } = await import('../render/index.ts');
  const counts = { read: 0, passed: 0, unreadable: 0 };
  for (const file of args) {
    for await (const answer of readable(file, parseMails(file, openFile(file)))) {
      count(counts, answer);
      progress.report({ step: 'mails', done: counts.read + counts.passed, total: undefined, unit: 'mails' });
      await print(terminal, options.json ? renderJsonLine(answer) : renderParsedMail(answer, { colour }));
    }
  }
  note(
    `autosel: ${counts.read} patch mails, ${counts.passed} without a patch of their own, ${counts.unreadable} unreadable`,
  );
  return counts.unreadable > 0 ? EXIT.incomplete : EXIT.fine;
}

function count(counts: { read: number; passed: number; unreadable: number }, answer: MailAnswer): void {
  if (answer.kind === 'patch mail') counts.read += 1;
  else if (answer.code === 'unreadable') counts.unreadable += 1;
  else counts.passed += 1;
}

const openFile = (file: string): AsyncIterable<Buffer> => (file === '-' ? openInput() : createReadStream(file));

/** @throws UsageError when the file cannot be read. */
async function* readable(file: string, answers: AsyncIterable<MailAnswer>): AsyncGenerator<MailAnswer> {
  try {
    yield* answers;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UsageError('mail-unreadable', `${JSON.stringify(file)} cannot be read: ${sayWhy(error)}`, {
      cause: error,
    });
  }
}
