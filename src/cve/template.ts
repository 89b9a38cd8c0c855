import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { sayIssue, sayNoToml } from '../words-of-errors.ts';

const url = z.string().regex(/^https?:\/\/\S+$/, 'an address that opens with https:// is needed');

/** A uuid of version 4, as CVE services give them to organisations. */
const ORGANISATION = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const holds = (...words: readonly string[]) =>
  z.string().refine((text) => words.every((word) => text.includes(`{${word}}`)), {
    error: `the text must hold ${words.map((word) => `{${word}}`).join(', ')}`,
  });

/** Of the mail: what is said of each pair. */
const pairForms = {
  introduced_and_fixed: holds('introduced', 'introduced_commit', 'fixed', 'fixed_commit'),
  introduced: holds('introduced', 'introduced_commit'),
  fixed: holds('fixed', 'fixed_commit'),
};
type PairForm = keyof typeof pairForms;
const PAIR_FORMS = Object.keys(pairForms) as readonly PairForm[];

/** What is said of each range of releases; `since`, then `fixed` or `unfixed`, stand behind it. */
const ranges = z.strictObject({
  first: holds('before'),
  between: holds('from', 'before'),
  endless: holds('from'),
  since: holds('commit'),
  fixed: holds('commit'),
  unfixed: z.string(),
});

const shape = z.strictObject({
  organisation: z.strictObject({ id: z.string().regex(ORGANISATION, 'the id of the organisation is a uuid') }),
  /** The tool that the record names as its maker. */
  generator: z.string().min(1),
  /** From: of the announcement. */
  sender: z.string().min(1),
  product: z.strictObject({
    name: z.string().min(1),
    vendor: z.string().min(1),
    repository: url,
    /** Stands for the introduction where nobody knows it. */
    first_commit: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full commit id is needed'),
    cpe: z.string().regex(/^cpe:2\.3:[aho]:\S+$/, 'a CPE 2.3 name is needed'),
  }),
  versions: z
    .strictObject({
      parts: z.int().min(1).max(4),
      longer: z.array(z.string()).default([]),
      zero_is_mainline: z.boolean().default(false),
    })
    .transform(({ parts, longer, zero_is_mainline }) => ({ parts, longer, zeroIsMainline: zero_is_mainline })),
  description: z.strictObject({
    opening: z.string(),
    /** Bytes in UTF-8, before the mark. */
    longest: z.int().min(200).max(4080),
    cut_mark: z.string(),
  }),
  links: z.strictObject({ commit: holds('commit') }),
  mail: z.strictObject({
    text: holds('id', 'title', 'text', 'severity', 'versions', 'files', 'references'),
    severity: holds('version', 'score', 'level', 'vector'),
    ...z.strictObject(pairForms).partial().shape,
    file: holds('path'),
    reference: holds('url'),
    /** The mail that takes a CVE back, and the header that names the mail before it. */
    rejected: holds('id', 'title', 'reply', 'reason'),
    reply: holds('message'),
  }),
  /** Affected releases branch by branch, the same in record and mail; left out: pair by pair, as the kernel's CNA does. */
  ranges: ranges.optional(),
});

const template = shape.transform(({ mail, ...rest }, context) => {
  for (const form of PAIR_FORMS)
    if ((mail[form] === undefined) === (rest.ranges === undefined))
      context.addIssue({
        code: 'custom',
        path: ['mail', form],
        message:
          rest.ranges === undefined
            ? 'it is missing: give it, or the table [ranges]'
            : 'the table [ranges] says it: leave it out',
      });
  const { introduced_and_fixed = '', introduced = '', fixed = '', ...forms } = mail;
  return { ...rest, mail: forms, pairs: { introduced_and_fixed, introduced, fixed } };
});

/** How one CNA writes: its product, its texts, its addresses. */
export type Template = z.infer<typeof template>;
export type RangeForms = z.infer<typeof ranges>;

/** Stands in a template that comes with the program for the id that only its CNA has. */
const PLACEHOLDER = '00000000-0000-4000-8000-000000000000';

/** Whether nobody put in yet whose records these are. */
export const hasPlaceholder = ({ organisation }: Template): boolean => organisation.id === PLACEHOLDER;

/** @throws UsageError `cve-template` with the field that does not fit. */
export const parseTemplate = (text: string, name: string): Template => {
  const read = template.safeParse(parseToml(text, name));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const where = first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  throw refuse(name, `${where}${sayIssue(first)}`);
};

const parseToml = (text: string, name: string): unknown => {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw new UsageError('cve-template', `the template ${sayNoToml(name, cause)}`, { cause });
  }
};

const refuse = (name: string, why: string): UsageError =>
  new UsageError('cve-template', `the template ${name} does not fit: ${why}`);
