import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImapConfig, MailConfig, SmtpConfig, SubsystemConfig } from './config-mail.ts';
import { DEFAULT_PANEL, type PanelConfig } from './config-panel.ts';
import {
  candidatePlaces,
  CONFIG_NAME,
  exists,
  STORE_CONFIG_NAME,
  type ConfigPlaces,
  type Place,
} from './config-places.ts';
import { renderConfig } from './config-text.ts';
import { isTemplateWord, refuseUntrusted } from './config-trust.ts';
import { InfrastructureError, UsageError } from './errors.ts';
import { sayWhy } from './words-of-errors.ts';

/** Which embedder the index uses; `learned` needs no download and no network. */
export type EmbedderConfig =
  | { readonly kind: 'learned' }
  | { readonly kind: 'onnx'; readonly model: string }
  | {
      readonly kind: 'openai-compatible';
      readonly url: string;
      readonly model: string;
      /** Name of the environment variable that holds the API key; the key itself is never in a file. */
      readonly keyEnv: string | undefined;
    };

export interface BranchConfig {
  /** A branch's name or a glob. */
  readonly name: string;
  /** Instead of `select.soakDays`. */
  readonly soakDays: number;
}

/** What a person wrote down about a repository. Undefined means: not said, find it out or use the built-in choice. */
export interface Config {
  /** The file that was read, or undefined when there is none. */
  readonly file: string | undefined;
  readonly mainline: string | undefined;
  /** Names or globs of stable branches. */
  readonly stable: readonly string[] | undefined;
  /** Path patterns that are never proposed, as in the kernel stable queue's ignore list. */
  readonly ignore: readonly string[];
  /** Author names or addresses that opted out. */
  readonly authors: readonly string[];
  /** Places that hold list mail, absolute: public-inbox repositories, mboxes, maildirs, or folders of those. */
  readonly inbox: readonly string[];
  /** Refs with commits on their way to mainline: names or globs. */
  readonly incoming: readonly string[];
  readonly embedder: EmbedderConfig;
  readonly select: {
    readonly threshold: number | undefined;
    readonly max: number | undefined;
    readonly onto: readonly string[] | undefined;
    /** Days that a commit without a release is left alone on mainline; 0: none. */
    readonly soakDays: number;
    /** Path patterns of records beside the code, without which a commit may be taken; undefined: the usual ones. */
    readonly sideFiles: readonly string[] | undefined;
  };
  /** What holds for some branches only; of several that fit a branch the first counts. */
  readonly branches: readonly BranchConfig[];
  readonly cve: {
    /** A folder of CVE records in the public layout, or a list of commits; absolute. */
    readonly records: string | undefined;
    /** The folder of CVEs that commands work on; absolute. */
    readonly folder: string | undefined;
    /** How its CNA writes: one of our templates by name, or a file; absolute. */
    readonly template: string | undefined;
  };
  readonly mail: MailConfig;
  /** The server that takes mails; undefined: none. */
  readonly smtp: SmtpConfig | undefined;
  /** The mailbox that answers come to; undefined: none. */
  readonly imap: ImapConfig | undefined;
  /** Wishes about mails; for each path the first that names it counts. */
  readonly subsystems: readonly SubsystemConfig[];
  readonly panel: PanelConfig;
}

/** What holds where no file says otherwise. */
export const DEFAULT_CONFIG: Config = {
  file: undefined,
  mainline: undefined,
  stable: undefined,
  ignore: [],
  authors: [],
  inbox: [],
  incoming: [],
  embedder: { kind: 'learned' },
  select: { threshold: undefined, max: undefined, onto: undefined, soakDays: 0, sideFiles: undefined },
  branches: [],
  cve: { records: undefined, folder: undefined, template: undefined },
  mail: { from: undefined, to: [], cc: [], reference: undefined, optOut: undefined },
  smtp: undefined,
  imap: undefined,
  subsystems: [],
  panel: DEFAULT_PANEL,
};

/**
 * Reads the first file that exists of: the named one, `autosel.toml` of the work tree, `config.toml` of the store.
 * @throws UsageError when a file is wrong: it names the file, the key and what is allowed there.
 */
export async function loadConfig(places: ConfigPlaces): Promise<Config> {
  for (const place of candidatePlaces(places)) {
    const text = await readText(place.file, place.mustExist);
    if (text !== undefined) return readConfig(text, place);
  }
  return DEFAULT_CONFIG;
}

async function readText(file: string, mustExist: boolean): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (!mustExist && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    const message = `cannot read the config file ${file}: ${sayWhy(cause)}`;
    if (mustExist) throw new UsageError('config-unreadable', message, { cause });
    throw new InfrastructureError('config-unreadable', message, { cause });
  }
}

async function readConfig(text: string, place: Place): Promise<Config> {
  const { parseConfig } = await import('./config-file.ts');
  const { ignoreFile, ...config } = parseConfig(text, place.file);
  if (!place.trusted) refuseUntrusted(config, place.file);
  const folder = path.dirname(place.file);
  const inbox = config.inbox.map((name) => path.resolve(folder, name));
  const panel = resolvePaths(config.panel, folder);
  const cve = resolveCve(config.cve, folder);
  if (ignoreFile === undefined) return { ...config, inbox, cve, panel };
  const lines = await readIgnoreFile(path.resolve(folder, ignoreFile), place.file);
  return { ...config, inbox, cve, panel, ignore: [...config.ignore, ...lines] };
}

/** Places lie beside the config; a template that comes with the program is named by one word. */
function resolveCve({ records, folder, template }: Config['cve'], beside: string): Config['cve'] {
  const at = (name: string | undefined) => (name === undefined ? undefined : path.resolve(beside, name));
  const isOurs = template !== undefined && isTemplateWord(template);
  return { records: at(records), folder: at(folder), template: isOurs ? template : at(template) };
}

/** Files that the panel's tables name lie beside the config. */
function resolvePaths(panel: PanelConfig, folder: string): PanelConfig {
  const at = (name: string | undefined) => (name === undefined ? undefined : path.resolve(folder, name));
  const members = panel.members.map((member) => ({ ...member, prompt: at(member.prompt) }));
  const models = panel.models.map((table) => resolveModelPath(table, folder));
  return { ...panel, models, members, guidance: at(panel.guidance), prompts: at(panel.prompts) };
}

/** The file of a model, and a program that is written with a path; one that is not is looked for on `PATH`. */
function resolveModelPath(table: unknown, folder: string): unknown {
  const { kind, model, command } = (table ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === 'gguf' && typeof model === 'string') return { ...(table as object), model: path.resolve(folder, model) };
  if (kind !== 'exec' || !Array.isArray(command)) return table;
  const [program, ...words] = command as readonly unknown[];
  if (typeof program !== 'string' || !/[\\/]/.test(program)) return table;
  return { ...(table as object), command: [path.resolve(folder, program), ...words] };
}

async function readIgnoreFile(file: string, from: string): Promise<string[]> {
  try {
    return parseIgnoreList(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(
      'ignore-file-unreadable',
      `${from}: ignore_file names ${file}, which cannot be read: ${sayWhy(cause)}`,
      { cause },
    );
  }
}

/** One pattern a line; empty lines and lines that open with `#` are left out. */
export function parseIgnoreList(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export interface SavePlace {
  readonly folder: string;
  /** True for a work tree's `autosel.toml`, false for the store's `config.toml`. */
  readonly here: boolean;
  readonly replace: boolean;
}

/**
 * Writes a commented config and returns its path.
 * @throws UsageError when there is one and it may not be replaced.
 */
export async function saveConfig(config: Pick<Config, 'mainline' | 'stable'>, place: SavePlace): Promise<string> {
  const file = path.join(place.folder, place.here ? CONFIG_NAME : STORE_CONFIG_NAME);
  if (!place.replace && (await exists(file)))
    throw new UsageError('config-exists', `${file} exists already: change it by hand, or replace it with --force`);
  try {
    await mkdir(place.folder, { recursive: true });
    const scratch = `${file}.${process.pid}.tmp`;
    await writeFile(scratch, renderConfig(config));
    await rename(scratch, file);
  } catch (cause) {
    const other = place.here ? 'go to another folder' : 'name another folder with --store';
    throw new UsageError('config-unwritten', `cannot write the config ${file}: ${sayWhy(cause)}; ${other}`, { cause });
  }
  return file;
}
