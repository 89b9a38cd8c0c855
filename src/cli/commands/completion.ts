import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  source <(autosel completion bash)                                  this shell only
  autosel completion zsh > ~/.autosel.zsh && echo 'source ~/.autosel.zsh' >> ~/.zshrc
  autosel completion fish > ~/.config/fish/completions/autosel.fish`;

/** Adds `completion SHELL`; the library behind it is loaded only when it or a shell asks for completions. */
export async function declareCompletion(program: Command, asked: string | undefined): Promise<void> {
  if (asked !== 'completion' && asked !== 'complete') {
    program
      .command('completion')
      .argument('<shell>', 'bash, zsh, fish or powershell')
      .description('print a completion script for your shell');
    return;
  }
  const { default: tab } = await import('@bomb.sh/tab/commander');
  tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print a completion script for your shell')
    .addHelpText('after', EXAMPLES);
}
