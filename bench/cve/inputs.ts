import { parseSha } from '../../src/git/index.ts';
import { parsePairs, parseRationale } from '../../src/cve/index.ts';
import type { CveCase, CveRecord } from '../../src/cve/index.ts';
import type { PublicFiles } from './records.ts';

export type WholeFiles = PublicFiles & Required<Pick<PublicFiles, 'sha1' | 'dyad' | 'json' | 'mbox'>>;

/**
 * What a record is made of, taken from its files: fix from `.sha1`, pairs from `.dyad`, score from `.cvss`, files from the record; title and text from
 * the announcement, which holds the whole text where the record holds a cut one.
 */
export const takeInputs = (files: WholeFiles, opening: string): CveCase => {
  const { cna } = (JSON.parse(files.json) as CveRecord).containers;
  return {
    id: files.id,
    pairs: parsePairs(files.dyad).pairs,
    fix: parseSha(files.sha1.trim().split('\n')[0].trim()),
    title: cna.title,
    text: takeText(files, opening),
    paths: cna.affected[0].programFiles,
    rationale: files.cvss === undefined ? undefined : parseRationale(files.cvss),
    references: [],
  };
};

const takeText = ({ id, mbox }: WholeFiles, opening: string): string => {
  const start = mbox.indexOf(opening);
  const end = mbox.indexOf(`\n\nThe Linux kernel CVE team has assigned ${id}`);
  if (start < 0 || end < 0) throw new Error(`${id}: its announcement has no description`);
  return mbox.slice(start + opening.length, end);
};

/** Tool and sender as the announcement names them: they changed over the years. */
export const takeSettings = ({ mbox }: WholeFiles): { generator: string; sender: string } => {
  const [first, second] = mbox.split('\n');
  return { generator: first.split(' ')[1], sender: second.slice('From: '.length) };
};
