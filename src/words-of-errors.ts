import type { z } from 'zod';

/** What the system's codes mean to a person. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file and no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is there already',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'its file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the device failed',
  ENXIO: 'there is no such device',
  ETXTBSY: 'it is being executed',
  ERR_INVALID_ARG_VALUE: 'it is no name of a file',
};

/** Why a file, a folder or a program could not be used, in words; what nobody foresaw as it is, on one line. */
export const sayWhy = (error: unknown): string => {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const known = typeof code === 'string' ? SYSTEM[code] : undefined;
  const said = typeof message === 'string' ? message : String(error);
  return known ?? said.replaceAll(/\s*\n\s*/g, ' ').trim();
};

interface NoToml {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** `own.toml:2:5: this is no TOML (invalid value)`. */
export const sayNoToml = (name: string, { message, line, column }: NoToml): string => {
  const [first = ''] = message.split('\n');
  return `${name}:${line}:${column}: this is no TOML (${first.replace(/^Invalid TOML document: /, '')})`;
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in brackets',
  tuple: 'a list in brackets',
  object: 'a table',
  record: 'a table',
};

/** The one that is told: a key that means nothing before one that is missing, for it is mostly that one misspelled. */
export const chooseIssue = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined =>
  issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];

/** `members[0].role`, as people count tables in a file. */
export const sayPath = (path: readonly PropertyKey[]): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`)).join('');

/** What is wrong with a value, in words for whoever wrote it. */
export const sayIssue = (issue: z.core.$ZodIssue): string => {
  // A sentence of our own.
  if (!/^(?:Invalid|Too (?:small|big)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `it is missing: write ${kindOf(issue.expected)}`
        : `write ${kindOf(issue.expected)}`;
    case 'invalid_value':
      return sayChoice(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? sayChoice(issue.options)
        : 'it is not what may stand here';
    case 'too_small':
      return sayBound(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return sayBound(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'unrecognized_keys':
      return `there is no key ${JSON.stringify(issue.keys[0] ?? '')}`;
    case 'invalid_format':
      return issue.format === 'url'
        ? 'write an address that opens with http:// or https://'
        : 'it is not of the form that it must have';
    default:
      return 'it is not what may stand here';
  }
};

const sayChoice = (values: readonly unknown[]): string =>
  `write ${values.length === 1 ? '' : 'one of '}${values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))).join(', ')}`;

const kindOf = (expected: string): string => KINDS[expected] ?? expected;

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
};

const sayBound = (origin: string, bound: number | bigint, words: string): string => {
  const unit = UNITS[origin];
  if (unit === undefined) return `write a number of ${words} ${bound}`;
  return `write ${words} ${bound} ${unit[Number(bound) === 1 ? 0 : 1]}`;
};
