import { parseName } from './name.ts';

/** One commit of a `git log -z --name-only`: the fields of its format, and the files that it names. */
interface NameRecord {
  readonly fields: readonly string[];
  readonly names: readonly string[];
}

/** The format of records that {@link parseNameRecords} reads. */
export const buildNameFormat = (fields: readonly string[]): string =>
  `--format=tformat:${fields.map((field) => `%x00${field}`).join('')}`;

/**
 * Reads `git log -z --name-only` with the format of that many fields. An empty name begins a record, as no file has it; NUL stands in no
 * message, author or name, so nothing that people write makes a record.
 */
export function parseNameRecords(output: Buffer, fieldCount: number): NameRecord[] {
  const tokens = output.toString('latin1').split('\0');
  // What is printed last ends with NUL as well.
  if (tokens.at(-1) === '') tokens.pop();
  const records: NameRecord[] = [];
  for (let at = 0; at < tokens.length;) {
    const from = at + 1 + fieldCount;
    let to = from;
    while (to < tokens.length && tokens[to] !== '') to += 1;
    const fields = tokens.slice(at + 1, from).map((field) => Buffer.from(field, 'latin1').toString('utf8'));
    // A line break stands before the names.
    const names = tokens.slice(from, to).map((name, row) => (row === 0 ? name.replace(/^\n/, '') : name));
    records.push({ fields, names: names.map((name) => parseName(Buffer.from(name, 'latin1'))) });
    at = to;
  }
  return records;
}
