import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { compileSchema, parseTemplate, type RecordValidator, type Template } from '../cve/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/** Templates that come with the program. */
export const TEMPLATES = ['linux', 'dpdk', 'xen'];

const besideUs = (name: string): string => fileURLToPath(new URL(`../cve/${name}`, import.meta.url));

/** A template by its name, or by the path of a file of one's own. UsageError `cve-template`. */
export async function readTemplate(named: string): Promise<Template> {
  const ours = TEMPLATES.includes(named);
  const file = ours ? besideUs(`templates/${named}.toml`) : named;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(
      'cve-template',
      `cannot read the template ${JSON.stringify(named)}: ${sayWhy(cause)}; give a file, or one of ${TEMPLATES.join(', ')}`,
      { cause },
    );
  });
  return parseTemplate(text, named);
}

/** One of our templates as it is written, to be copied. UsageError `cve-template`. */
export async function readOwnTemplateText(name: string): Promise<string> {
  if (TEMPLATES.includes(name)) return readFile(besideUs(`templates/${name}.toml`), 'utf8');
  throw new UsageError(
    'cve-template',
    `there is no template ${JSON.stringify(name)}: those that come with autosel are ${TEMPLATES.join(', ')}`,
  );
}

/** The official schema; compiling takes a moment, so that a command does it once. */
export async function readSchema(): Promise<RecordValidator> {
  return compileSchema(await readFile(besideUs('schema/CVE_JSON_bundled_5.1.1.json'), 'utf8'));
}

/** A text that a person named, with its file for messages about it. */
export interface GivenText {
  readonly file: string;
  readonly text: string;
}

/** UsageError `text-unreadable`. */
export async function readGivenText(file: string): Promise<GivenText> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError('text-unreadable', `${JSON.stringify(file)} cannot be read: ${sayWhy(cause)}`, { cause });
  });
  return { file, text };
}
