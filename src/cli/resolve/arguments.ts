import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.ts';

const FORMATS = ['full', 'short', 'fixes', 'url'] as const;
export type Format = (typeof FORMATS)[number];

const OPTIONS = {
  all: { type: 'boolean' },
  'as-given': { type: 'boolean' },
  check: { type: 'boolean' },
  fix: { type: 'boolean' },
  force: { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  lenient: { type: 'boolean' },
  mainline: { type: 'string' },
  'no-index': { type: 'boolean' },
  quiet: { type: 'boolean' },
  repo: { type: 'string', multiple: true },
  selftest: { type: 'boolean' },
  stdin: { type: 'boolean' },
  store: { type: 'string' },
  strict: { type: 'boolean' },
  'trust-id': { type: 'boolean' },
  url: { type: 'string' },
} as const;

export interface ResolveArguments {
  readonly mode: 'help' | 'selftest' | 'check' | 'stdin' | 'one';
  readonly format: Format;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly all: boolean;
  readonly asGiven: boolean;
  readonly force: boolean;
  readonly trustId: boolean;
  readonly unsaved: boolean;
  /** With `--check`: files are rewritten. */
  readonly fix: boolean;
  readonly strict: boolean;
  readonly lenient: boolean;
  readonly mainline: string | undefined;
  readonly store: string | undefined;
  /** What stands before the id in an address. */
  readonly url: string | undefined;
  readonly repos: readonly [string, ...string[]];
  /** The id and the words of the subject, or the text of a reference; what `--check` looks at. */
  readonly words: readonly string[];
}

/** UsageError `wrong-call` for options that there are not. */
export function parseArguments(args: readonly string[]): ResolveArguments {
  const { values, positionals } = parseStrictly(args);
  const [first = '.', ...others] = values.repo ?? [];
  return {
    mode: chooseMode(values),
    format: parseFormat(values.format ?? 'full'),
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    all: values.all ?? false,
    asGiven: values['as-given'] ?? false,
    force: values.force ?? false,
    trustId: values['trust-id'] ?? false,
    unsaved: values['no-index'] ?? false,
    fix: values.fix ?? false,
    strict: values.strict ?? false,
    lenient: values.lenient ?? false,
    mainline: values.mainline,
    store: values.store,
    url: values.url,
    repos: [first, ...others],
    words: positionals,
  };
}

function chooseMode(values: ReturnType<typeof parseStrictly>['values']): ResolveArguments['mode'] {
  if (values.help) return 'help';
  if (values.selftest) return 'selftest';
  if (values.check || values.fix) return 'check';
  return values.stdin ? 'stdin' : 'one';
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError('wrong-call', `${said}; see git-resolve --help`, { cause: error });
  }
}

function parseFormat(text: string): Format {
  const found = FORMATS.find((format) => format === text);
  if (found === undefined)
    throw new UsageError('wrong-call', `--format takes ${FORMATS.join(', ')}, not ${JSON.stringify(text)}`);
  return found;
}
