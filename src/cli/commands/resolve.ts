import process from 'node:process';
import type { Command } from 'commander';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

/** The same as the program git-resolve, which reads its own options: its call must not depend on this one. */
export function declareResolve(program: Command, { around, outcome }: Declaring): void {
  program
    .command('resolve')
    .description('the commit that a message means: short, rebased and stable ids, subjects (also: git resolve)')
    .argument('[args...]', 'as for git-resolve; see git-resolve --help')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (args: readonly string[]) => {
      const { runGitResolve } = await import('../resolve/run-call.ts');
      const { terminal } = around;
      const written: Promise<void>[] = [];
      outcome.exitCode = await runGitResolve(args, {
        write: (text) => void written.push(print(terminal, text)),
        note: (text) => void terminal.stderr.write(`${text.replace(/\n$/, '')}\n`),
        input: () => process.stdin,
        env: terminal.env,
      });
      await Promise.all(written);
    });
}
