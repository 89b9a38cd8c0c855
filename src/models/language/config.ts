import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { parseAddress } from '../endpoint/address.ts';
import type { KeySource } from '../endpoint/key.ts';
import type { LanguageModelConfig, ServiceConfig } from './config-types.ts';
import { chooseIssue, sayIssue, sayPath } from '../../words-of-errors.ts';

const words = z.array(z.string().min(1));
const command = z.tuple([z.string().min(1)], z.string());
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, not the key itself');
const address = z
  .string()
  .refine((text) => parseAddress(text) !== undefined, 'must be http(s)://host/path without a user or password in it');
const price = z.number().nonnegative();

const limits = {
  name: z.string().regex(/^[\w.:-]+$/, 'may hold letters, digits and . _ : -'),
  temperature: z.number().min(0).max(2).optional(),
  max_output_tokens: z.int().positive().optional(),
  context_tokens: z.int().positive().optional(),
  timeout_seconds: z.number().positive().max(86_400).default(300),
  retries: z.int().min(0).max(20).optional(),
  max_wait_seconds: z.number().nonnegative().max(86_400).default(60),
  concurrency: z.int().positive().max(256).optional(),
  requests_per_minute: z.int().positive().optional(),
  prices: z.strictObject({ input: price, cached_input: price.optional(), output: price }).optional(),
};
const model = z.string().min(1);
const service = {
  ...limits,
  model,
  key_env: variable.optional(),
  key_command: command.optional(),
  stream: z.boolean().default(true),
};

const table = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['anthropic', 'google']), ...service, url: address.optional() }),
  z.strictObject({
    kind: z.literal('openai'),
    ...service,
    url: address.optional(),
    api: z.enum(['responses', 'chat']).default('responses'),
  }),
  z.strictObject({
    kind: z.enum(['nvidia', 'ollama']),
    ...service,
    url: address.optional(),
    answer_by: z.enum(['tool', 'json-schema']).default('tool'),
  }),
  z.strictObject({
    kind: z.literal('openai-compatible'),
    ...service,
    url: address,
    answer_by: z.enum(['tool', 'json-schema']).default('tool'),
  }),
  z.strictObject({ kind: z.literal('exec'), ...limits, command, pass_env: words.default([]) }),
  z.strictObject({
    kind: z.literal('gguf'),
    ...limits,
    model,
    threads: z.int().positive().optional(),
    gpu: z.boolean().default(true),
  }),
]);

type Table = z.infer<typeof table>;

/**
 * The `[[models]]` of a config file, as TOML gives them. `file` is only for messages.
 * @throws UsageError `config-wrong` or `config-unknown-key` with the table, the key and what is allowed there.
 */
export const parseModelTables = (tables: unknown, file: string): readonly LanguageModelConfig[] => {
  const list = z.array(z.unknown()).safeParse(tables);
  if (!list.success) throw new UsageError('config-wrong', `${file}: write models as tables that open with [[models]]`);
  const models = list.data.map((raw, at) => parseTable(raw, `${file}: models[${at}]`));
  const names = models.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError('config-wrong', `${file}: two models have the name "${twice}"`);
  return models;
};

const parseTable = (raw: unknown, where: string): LanguageModelConfig => {
  const checked = table.safeParse(raw);
  if (!checked.success) throw wrongTable(chooseIssue(checked.error.issues), where, raw);
  const { data } = checked;
  if ('key_env' in data && data.key_env !== undefined && data.key_command !== undefined)
    throw new UsageError('config-wrong', `${where}: give key_env or key_command, not both`);
  return fillTable(data);
};

const wrongTable = (issue: z.core.$ZodIssue | undefined, where: string, raw: unknown): UsageError => {
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = issue.path.length === 0 ? knownKeys(raw) : ['input', 'cached_input', 'output'];
    const meant = nearest(key, known);
    const hint = meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${meant}"?`;
    return new UsageError('config-unknown-key', `${where}: there is no key "${key}" here; ${hint}`);
  }
  const key = sayPath(issue?.path ?? []);
  const what = issue === undefined ? 'is wrong' : sayProblem(issue);
  return new UsageError('config-wrong', `${where}: ${key === '' ? '' : `${key}: `}${what}`);
};

const sayProblem = (issue: z.core.$ZodIssue): string => {
  if (issue.path[0] === 'kind') return `write one of ${KINDS.join(', ')}`;
  const says = sayIssue(issue);
  return issue.path[0] === 'command' ? `${says}: command = ["program", "argument"]` : says;
};

const kindsOf = (option: (typeof table.options)[number]): readonly string[] => {
  const { kind } = option.shape;
  return kind instanceof z.ZodEnum ? kind.options : [kind.value];
};
const KINDS = table.options.flatMap(kindsOf);

const knownKeys = (raw: unknown): readonly string[] => {
  const kind = (raw as { kind?: unknown }).kind;
  const option = table.options.find((one) => kindsOf(one).includes(String(kind)));
  return Object.keys(option?.shape ?? {});
};

/** Where a service's key is looked for when nothing is said; a service of one's own mostly wants none. */
const KEY_VARIABLES: Readonly<Record<ServiceConfig['kind'], string | undefined>> = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
  google: 'GEMINI_API_KEY',
  nvidia: 'NVIDIA_API_KEY',
  ollama: undefined,
  'openai-compatible': undefined,
};
const SERVICE_RETRIES = 4;
const SERVICE_CONCURRENCY = 4;

const OUTPUT = 8192;
/** A small model that runs here holds little, and its answers are held short by a grammar. */
const OUTPUT_HERE = 2048;

/** An answer gets at most a quarter of what the model holds: the rest is for the question. */
const chooseOutput = ({ kind, context_tokens: context = Infinity }: Table): number =>
  Math.max(1, Math.min(kind === 'gguf' ? OUTPUT_HERE : OUTPUT, Math.floor(context / 4)));

const fillTable = (data: Table): LanguageModelConfig => {
  const here = data.kind === 'exec' || data.kind === 'gguf';
  const shared = {
    name: data.name,
    temperature: data.temperature,
    maxOutputTokens: data.max_output_tokens ?? chooseOutput(data),
    contextTokens: data.context_tokens,
    timeout: data.timeout_seconds * 1000,
    retries: data.retries ?? (here ? 0 : SERVICE_RETRIES),
    maxWait: data.max_wait_seconds * 1000,
    concurrency: data.concurrency ?? (here ? 1 : SERVICE_CONCURRENCY),
    requestsPerMinute: data.requests_per_minute,
    prices: data.prices && { ...data.prices, cachedInput: data.prices.cached_input },
  };
  if (data.kind === 'exec') return { ...shared, kind: data.kind, command: data.command, passEnv: data.pass_env };
  if (data.kind === 'gguf') {
    const { kind, model: file, threads, gpu } = data;
    return { ...shared, kind, model: file, threads, gpu };
  }
  return {
    ...shared,
    kind: data.kind,
    model: data.model,
    url: data.url,
    key: keySource(data),
    api: 'api' in data ? data.api : 'chat',
    stream: data.stream,
    answerBy: 'answer_by' in data ? data.answer_by : 'tool',
  };
};

const keySource = (data: Extract<Table, { stream: boolean }>): KeySource | undefined => {
  if (data.key_command !== undefined) return { command: data.key_command };
  const name = data.key_env ?? KEY_VARIABLES[data.kind];
  return name === undefined ? undefined : { env: name };
};
