import type { Command } from 'commander';
import { act, addCommonOptions, withWorkspace, type CommonOptions, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly here?: true;
  readonly force?: true;
}

const EXAMPLES = `
Examples:
  autosel init                 write the config beside the index, out of the repository
  autosel init --here          write ./autosel.toml instead
  autosel init --repo ~/dpdk --mainline main --stable '2?.11'`;

export function declareInit(program: Command, declaring: Declaring): void {
  const command = program
    .command('init')
    .description('look at the repository and write a short commented config')
    .option('--here', 'write autosel.toml into the current folder')
    .option('--force', 'replace a config that is there')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, init));
  addCommonOptions(command);
}

async function init(session: Session<Options>): Promise<number> {
  return withWorkspace(session, async (workspace) => {
    const { inspectRepository } = await import('../../run/index.ts');
    const { renderInit } = await import('../render/index.ts');
    const { saveConfig } = await import('../../config.ts');
    const found = await inspectRepository(workspace);
    const folder = session.options.here ? session.terminal.cwd : workspace.storeFolder;
    const file = await saveConfig(found.config, {
      folder,
      here: session.options.here === true,
      replace: session.options.force === true,
    });
    await print(session.terminal, renderInit(found, file, repeatPlace(session.options)));
    return EXIT.fine;
  });
}

/** Where the repository and the index are, as they were given; a default need not be said again. */
const repeatPlace = ({ repo, store }: CommonOptions): readonly string[] => [
  ...(repo === '.' ? [] : ['--repo', repo]),
  ...(store === undefined ? [] : ['--store', store]),
];
