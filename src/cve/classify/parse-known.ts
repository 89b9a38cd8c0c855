import { UsageError } from '../../errors.ts';
import { parsePairs } from '../pairs/index.ts';
import { UNNUMBERED, type CveText, type KnownCve } from './known.ts';
import { sayWhy } from '../../words-of-errors.ts';

/** What a folder holds of one CVE, as far as it tells of its commits and its text. */
export interface KnownFiles {
  readonly sha1?: string | undefined;
  readonly dyad?: string | undefined;
  readonly vulnerable?: string | undefined;
  readonly json?: string | undefined;
}

interface RawRecord {
  readonly cveMetadata?: { readonly datePublished?: string };
  readonly containers?: {
    readonly cna?: {
      readonly title?: string;
      readonly descriptions?: readonly { readonly value?: string }[];
      readonly affected?: readonly {
        readonly programFiles?: readonly string[];
        readonly versions?: readonly { readonly lessThan?: string; readonly version?: string }[];
      }[];
    };
  };
}

const ID = /\b(?:[0-9a-f]{40}|[0-9a-f]{64})\b/g;

/** One CVE from its files; `knownSince` as for {@link KnownCve}. UsageError `cve-record` for a file that is broken. */
export function parseKnownCve(id: string, files: KnownFiles, knownSince: number | undefined): KnownCve {
  const record = files.json === undefined ? undefined : parseJson(id, files.json);
  const pairs = files.dyad === undefined ? [] : parseDyad(id, files.dyad);
  const published = Date.parse(record?.cveMetadata?.datePublished ?? '') / 1000;
  const ranges = (record?.containers?.cna?.affected ?? []).flatMap(({ versions = [] }) => versions);
  const fixes = listIds(files.sha1 ?? '');
  const copies = [
    ...pairs.flatMap(({ fixed }) => fixed?.commit ?? []),
    ...ranges.flatMap(({ lessThan = '' }) => listIds(lessThan)),
  ];
  return {
    ...{ id, fixes, copies: [...new Set(copies)].filter((copy) => !fixes.includes(copy)) },
    introduced: [
      ...new Set([...pairs.flatMap(({ introduced }) => introduced?.commit ?? []), ...listIds(files.vulnerable ?? '')]),
    ],
    knownSince: Number.isNaN(published) ? knownSince : published,
    text: record === undefined ? undefined : takeText(record),
  };
}

const listIds = (text: string): readonly string[] => text.match(ID) ?? [];

function parseJson(id: string, text: string): RawRecord {
  try {
    return JSON.parse(text) as RawRecord;
  } catch (cause) {
    throw new UsageError('cve-record', `${id}.json is no JSON: ${sayWhy(cause)}`, { cause });
  }
}

function parseDyad(id: string, text: string) {
  try {
    return parsePairs(text).pairs;
  } catch (cause) {
    throw new UsageError('cve-record', `${id}.dyad cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** "In the Linux kernel, the following vulnerability has been resolved:" and the like. */
const OPENING = /^[^\n]{0,200}:\n\n/;

/** The description without the opening of the CNA; its first line is the subject where the record has no title. */
function takeText({ containers }: RawRecord): CveText | undefined {
  const { title, descriptions, affected } = containers?.cna ?? {};
  const whole = (descriptions?.[0]?.value ?? '').replace(OPENING, '');
  const end = whole.indexOf('\n\n');
  const first = (end < 0 ? whole : whole.slice(0, end)).replaceAll(/\s+/g, ' ').trim();
  const subject = title ?? first;
  if (subject === '') return undefined;
  const body = first === subject.replaceAll(/\s+/g, ' ').trim() ? (end < 0 ? '' : whole.slice(end + 2)) : whole;
  return { subject, body, paths: [...new Set((affected ?? []).flatMap(({ programFiles = [] }) => programFiles))] };
}

const LINE = /^([0-9a-f]{40}|[0-9a-f]{64})(?:\s+(CVE-\d{4}-\d{4,}))?(?:\s+(\d{4}-\d{2}-\d{2}))?$/i;

/**
 * A list: one full id of a commit a line, behind it the CVE and the day it was published where they are known; `#` begins a note.
 * UsageError `cve-list` for a line that is neither.
 */
export function parseCveList(text: string, where: string): readonly KnownCve[] {
  return text.split('\n').flatMap((line, at) => {
    const said = line.replace(/#.*$/, '').trim();
    if (said === '') return [];
    const [, id, cve, day] = LINE.exec(said) ?? [];
    const since = day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`) / 1000;
    if (id === undefined || Number.isNaN(since))
      throw new UsageError(
        'cve-list',
        `${where}:${at + 1}: ${JSON.stringify(said.slice(0, 80))} is no full commit id, followed by a CVE and a day where they are known`,
      );
    const commit = id.toLowerCase();
    return [{ id: cve ?? UNNUMBERED, fixes: [commit], copies: [], introduced: [], knownSince: since, text: undefined }];
  });
}
