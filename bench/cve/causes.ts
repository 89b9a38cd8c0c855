import { isDeepStrictEqual } from 'node:util';
import type { CveRecord } from '../../src/cve/index.ts';
import type { WholeFiles } from './inputs.ts';

/** Why a record that was built anew is not the public one. */
export const causeOfRecord = (built: string, { json }: WholeFiles): string => {
  const [ours, theirs] = [built, json].map((text) => (JSON.parse(text) as CveRecord).containers.cna);
  const fields = ([...new Set([...Object.keys(ours), ...Object.keys(theirs)])] as (keyof typeof ours)[]).filter(
    (name) => !isDeepStrictEqual(ours[name], theirs[name]),
  );
  return fields.length === 0 ? 'record: other bytes' : `record: ${fields.join(', ')}`;
};

/** Why an announcement that was made anew is not the public one: the part of the mail with the first other line. */
export const causeOfMail = (built: string, { mbox }: WholeFiles): string => {
  const [ours, theirs] = [built.split('\n'), mbox.split('\n')];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const before = theirs.slice(0, at + 1);
  const heading = before.findLastIndex((line) => /^={5,}$/.test(line));
  return `mail: ${heading < 0 ? 'header' : theirs[heading - 1]}`;
};
