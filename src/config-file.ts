import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import type { Config } from './config.ts';
import {
  fillImap,
  fillMail,
  fillSmtp,
  fillSubsystem,
  imapTable,
  mailTable,
  smtpTable,
  subsystemTable,
} from './config-mail.ts';
import { fillPanel, memberTable, panelTable } from './config-panel.ts';
import { UsageError } from './errors.ts';
import { nearest } from './nearest.ts';
import { chooseIssue, sayIssue, sayNoToml, sayPath } from './words-of-errors.ts';

const words = z.array(z.string().min(1));

const embedder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('learned') }),
  z.strictObject({ kind: z.literal('onnx'), model: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('openai-compatible'),
    url: z.url({ protocol: /^https?$/ }),
    model: z.string().min(1),
    key_env: z
      .string()
      .regex(/^[A-Z_][A-Z0-9_]*$/, 'must be the name of an environment variable, not the key itself')
      .optional(),
  }),
]);

const select = z.strictObject({
  threshold: z.number().gt(0).lt(1).optional(),
  max: z.int().positive().optional(),
  onto: words.optional(),
  soak_days: z.int().min(0).max(3650).optional(),
  side_files: words.optional(),
});

const branch = z.strictObject({
  name: z.string().min(1),
  soak_days: z.int().min(0).max(3650),
});

const cve = z.strictObject({
  records: z.string().min(1).optional(),
  folder: z.string().min(1).optional(),
  template: z.string().min(1).optional(),
});

const file = z
  .strictObject({
    mainline: z.string().min(1).optional(),
    stable: words.min(1).optional(),
    ignore: words.optional(),
    ignore_file: z.string().min(1).optional(),
    authors: words.optional(),
    inbox: words.optional(),
    incoming: words.optional(),
    embedder: embedder.optional(),
    select: select.optional(),
    branches: z.array(branch).optional(),
    cve: cve.optional(),
    mail: mailTable.optional(),
    smtp: smtpTable.optional(),
    imap: imapTable.optional(),
    subsystems: z.array(subsystemTable).optional(),
    models: z.array(z.unknown()).optional(),
    members: z.array(memberTable).optional(),
    panel: panelTable.optional(),
  })
  .refine((value) => value.select?.threshold === undefined || value.select.max === undefined, {
    path: ['select'],
    message: 'set threshold or max, not both',
  });

type ConfigFile = z.infer<typeof file>;

/** Every key of each table, to suggest the one that was meant. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(file.shape),
  embedder: ['kind', 'model', 'url', 'key_env'],
  select: Object.keys(select.shape),
  branches: Object.keys(branch.shape),
  cve: Object.keys(cve.shape),
  mail: Object.keys(mailTable.shape),
  smtp: Object.keys(smtpTable.shape),
  imap: Object.keys(imapTable.shape),
  subsystems: Object.keys(subsystemTable.shape),
  panel: Object.keys(panelTable.shape),
  members: Object.keys(memberTable.shape),
};

/** A parsed config, its ignore file still to be read. */
export type ParsedConfig = Config & { readonly ignoreFile: string | undefined };

/**
 * Parses the text of a config file; `name` is only for messages.
 * @throws UsageError naming the file, the key (or the line, when it is not TOML) and what is allowed.
 */
export function parseConfig(text: string, name: string): ParsedConfig {
  const checked = file.safeParse(parseToml(text, name));
  if (!checked.success) throw wrongKey(chooseIssue(checked.error.issues), name);
  return fillConfig(checked.data, name);
}

function parseToml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw new UsageError('config-not-toml', sayNoToml(name, cause), { cause });
  }
}

function wrongKey(issue: z.core.$ZodIssue | undefined, name: string): UsageError {
  const where = sayPath(issue?.path ?? []);
  if (issue?.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', where, name);
  const what = issue === undefined ? 'is wrong' : sayIssue(issue);
  const key = where === '' ? '' : `${where}: `;
  return new UsageError('config-wrong', `${name}: ${key}${what}`);
}

function unknownKey(key: string, table: string, name: string): UsageError {
  const known = KEYS[table.replace(/\[\d+\]$/, '')] ?? [];
  const meant = nearest(key, known);
  const full = table === '' ? key : `${table}.${key}`;
  const hint = meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return new UsageError('config-unknown-key', `${name}: there is no key "${full}"; ${hint}`);
}

function fillConfig(data: ConfigFile, name: string): ParsedConfig {
  return {
    file: name,
    mainline: data.mainline,
    stable: data.stable,
    ignore: data.ignore ?? [],
    ignoreFile: data.ignore_file,
    authors: data.authors ?? [],
    inbox: data.inbox ?? [],
    incoming: data.incoming ?? [],
    embedder: fillEmbedder(data.embedder),
    select: {
      threshold: data.select?.threshold,
      max: data.select?.max,
      onto: data.select?.onto,
      soakDays: data.select?.soak_days ?? 0,
      sideFiles: data.select?.side_files,
    },
    branches: (data.branches ?? []).map(({ name: fits, soak_days: soakDays }) => ({ name: fits, soakDays })),
    cve: { records: data.cve?.records, folder: data.cve?.folder, template: data.cve?.template },
    mail: fillMail(data.mail),
    smtp: fillSmtp(data.smtp),
    imap: fillImap(data.imap),
    subsystems: (data.subsystems ?? []).map(fillSubsystem),
    panel: fillPanel(data, name),
  };
}

function fillEmbedder(data: ConfigFile['embedder']): Config['embedder'] {
  if (data === undefined) return { kind: 'learned' };
  if (data.kind !== 'openai-compatible') return data;
  return { kind: data.kind, url: data.url, model: data.model, keyEnv: data.key_env };
}
