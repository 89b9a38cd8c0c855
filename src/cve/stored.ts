import { UnjudgeableError, UsageError } from '../errors.ts';
import { parseSha } from '../git/index.ts';
import { parseAnnouncedText } from './announce/index.ts';
import { parseRationale } from './cvss/index.ts';
import type { CveTexts } from './folder/layout.ts';
import type { CveId } from './id.ts';
import { parsePairs } from './pairs/index.ts';
import { parseIds } from './search/index.ts';
import type { Template } from './template.ts';
import type { CveCase, CveRecord } from './record/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/**
 * What a record is made of, from the files that the folder has of it: fix from `.sha1`, pairs from `.dyad`, score from `.cvss`,
 * addresses from `.reference`, else those of the record that are not of a fix; title and files from the record; the text from `.message`, else from the announcement, which has
 * it whole where the record has it cut. UnjudgeableError `cve-files-missing`.
 */
export const parseStoredCase = (id: CveId, texts: CveTexts, template: Template): CveCase => {
  const { sha1, dyad, json, mbox, cvss, reference, message } = texts;
  if (dyad === undefined) throw refuse(id, 'it has no pairs (.dyad)');
  if (json === undefined) throw refuse(id, 'it has no record (.json)');
  const { cna } = parseJson(id, json).containers;
  const text = message?.trimEnd() ?? (mbox === undefined ? undefined : parseAnnouncedText(mbox, id, template));
  const [fix] = parseIds(sha1 ?? '');
  return {
    id,
    pairs: parsePairs(dyad, `${id}.dyad`).pairs,
    fix: fix === undefined ? undefined : parseSha(fix),
    title: cna.title,
    text: text ?? takeWhole(id, cna.descriptions[0].value, template),
    paths: cna.affected[0].programFiles,
    rationale: cvss === undefined ? undefined : parseRationale(cvss, `${id}.cvss`),
    references: reference === undefined ? listOwn(cna, template) : parseLines(reference),
  };
};

const parseLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Addresses of a record that are not of a fix: somebody gave them by hand. */
const listOwn = ({ references }: CveRecord['containers']['cna'], { links }: Template): readonly string[] => {
  const [opening] = links.commit.split('{commit}');
  return references.map(({ url }) => url).filter((url) => !url.startsWith(opening));
};

const parseJson = (id: CveId, json: string): CveRecord => {
  try {
    return JSON.parse(json) as CveRecord;
  } catch (cause) {
    throw new UsageError('cve-schema', `${id}.json is no JSON: ${sayWhy(cause)}`, { cause });
  }
};

/** The record's own text, where it is whole. */
const takeWhole = (id: CveId, said: string, { description }: Template): string => {
  if (said.startsWith(description.opening) && !said.endsWith(description.cut_mark))
    return said.slice(description.opening.length);
  throw refuse(
    id,
    'its announcement is of another form and its record has the text cut: put the text into its .message file',
  );
};

const refuse = (id: CveId, why: string): UnjudgeableError =>
  new UnjudgeableError('cve-files-missing', `${id} cannot be made anew: ${why}`);
