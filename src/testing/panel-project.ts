import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemoRepository, type DemoRepository } from '../../tools/demo-repo.ts';
import { runCli, startCli, type CliEnd, type CliRun } from './cli.ts';

/** The key of the fake services: no output and no file may hold it. */
export const PANEL_KEY = 'sk-panel-0123456789abcdef-secret';

/** The demo repository with an index, and a panel that sits on a fake service. */
export interface PanelProject {
  readonly demo: DemoRepository;
  /** A fresh store with the index, and nobody asked yet. */
  freshStore(name: string): string;
  /** A config file with two models of two protocols at that address, streaming, and members as TOML; returns its path. */
  writeConfig(name: string, wishes: PanelConfigWishes): string;
  start(args: readonly string[], place: PanelPlace): CliRun;
  run(args: readonly string[], place: PanelPlace): Promise<CliEnd>;
}

export interface PanelConfigWishes {
  readonly url: string;
  /** Lines of `[[members]]`; left out: the default panel of two models. */
  readonly members?: string;
  /** Lines below `[panel]`. */
  readonly panel?: string;
  /** More lines of every model. */
  readonly models?: string;
}

export interface PanelPlace {
  readonly store: string;
  readonly config: string;
}

export async function makePanelProject(folder: string): Promise<PanelProject> {
  const demo = await buildDemoRepository(join(folder, 'demo.git'));
  const whole = join(folder, 'whole');
  const indexed = await runCli(['index', '--quiet', '--repo', demo.dir, '--store', whole], { cwd: folder });
  if (indexed.code !== 0) throw new Error(`the demo repository cannot be indexed: ${indexed.stderr}`);
  const start = (args: readonly string[], { store, config }: PanelPlace): CliRun =>
    startCli([...args, '--repo', demo.dir, '--store', store, '--config', config], {
      cwd: folder,
      env: { THE_KEY: PANEL_KEY },
    });
  return {
    demo,
    start,
    run: (args, place) => start(args, place).ended,
    freshStore: (name) => {
      const store = join(folder, name);
      cpSync(whole, store, { recursive: true });
      return store;
    },
    writeConfig: (name, wishes) => {
      const file = join(folder, `${name}.toml`);
      writeFileSync(file, renderConfig(wishes));
      return file;
    },
  };
}

const renderConfig = ({ url, members = '', panel = '', models = '' }: PanelConfigWishes): string => `
[panel]
${panel}
${['anthropic', 'openai'].map((kind) => renderModel(kind, { url, models })).join('')}
${members}
`;

const renderModel = (kind: string, { url, models }: { readonly url: string; readonly models: string }): string => `
[[models]]
name = "${kind}"
kind = "${kind}"
model = "some-${kind}"
url = "${url}/v1"
key_env = "THE_KEY"
retries = 2
max_wait_seconds = 1
${models}
`;

/** One member on one of the two models. */
export const memberTable = (name: string, role: string, model: string): string => `
[[members]]
name = "${name}"
role = "${role}"
model = "${model}"
`;
