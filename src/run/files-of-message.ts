import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { UsageError } from '../errors.ts';
import { findGaps, type Catalogue } from '../message/index.ts';

/** Beside the sources, and beside what is built of them. */
const CATALOGUES = fileURLToPath(new URL('../message/catalogue/', import.meta.url));
const PROMPT = fileURLToPath(new URL('../message/rewrite/prompt.md', import.meta.url));

/** The languages that findings can be said in without a model, by their code. */
export async function listLanguages(): Promise<readonly string[]> {
  const names = await readdir(CATALOGUES);
  return names
    .filter((name) => name.endsWith('.toml'))
    .map((name) => name.slice(0, -5))
    .sort();
}

/** The sentences of one language. UsageError `message-catalogue` when a sentence is missing. */
export async function readCatalogue(code: string): Promise<Catalogue> {
  const raw = await readToml(code);
  const gaps = findGaps(raw, code === 'en' ? undefined : ((await readToml('en')) as Catalogue));
  if (gaps.length > 0)
    throw new UsageError(
      'message-catalogue',
      `the sentences in ${path.join(CATALOGUES, `${code}.toml`)} are not whole: ${gaps[0]}`,
    );
  return raw as Catalogue;
}

const readToml = async (code: string): Promise<unknown> =>
  parse(await readFile(path.join(CATALOGUES, `${code}.toml`), 'utf8'));

export const readRewritePrompt = (): Promise<string> => readFile(PROMPT, 'utf8');
