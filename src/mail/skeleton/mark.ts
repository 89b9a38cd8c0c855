import type { SubjectMark } from './types.ts';

const VERSION = String.raw`v?\d+(?:\.\d+)*`;
const RANGE = new RegExp(`^(${VERSION})(?:-(${VERSION}))?$`);
const PLACE = /^(\d{1,5})\/(\d{1,5})$/;
/** `v2` behind PATCH counts how often a patch was sent; a branch's version has a dot or stands beside AUTOSEL. */
const REVISION = /^v\d$/;

export interface MarkedSubject {
  readonly mark: SubjectMark;
  readonly subject: string;
  /** True for `Re:` and its relatives. */
  readonly answer: boolean;
}

/** Takes `[PATCH AUTOSEL 6.16-6.1] mm: fix it` apart; undefined when no bracket says PATCH. */
export function parseMark(line: string): MarkedSubject | undefined {
  const found = /^(?<lead>[^[\]]{0,80}?)\s*\[(?<mark>[^\]]*\bPATCH\b[^\]]*)\]\s*(?<subject>.*)$/is.exec(line.trim());
  const { lead = '', mark = '', subject = '' } = found?.groups ?? {};
  return found === null ? undefined : { mark: readMark(mark.split(/\s+/)), subject, answer: lead !== '' };
}

function readMark(all: readonly string[]): SubjectMark {
  const words = all.filter((word) => word !== '' && word !== 'PATCH');
  const place = words.map((word) => PLACE.exec(word)).find((match) => match !== null);
  const range = words.map((word) => (REVISION.test(word) ? null : RANGE.exec(word))).find((match) => match !== null);
  return {
    words: words.filter((word) => word !== place?.[0] && word !== range?.[0]),
    versions: range ? { newest: range[1], oldest: range[2] ?? range[1] } : undefined,
    place: place ? { number: Number(place[1]), total: Number(place[2]) } : undefined,
  };
}

/** `PATCH AUTOSEL 5.10 054/114`, without the brackets. */
export function renderMark({ words, versions, place }: SubjectMark): string {
  const range = versions === undefined ? '' : renderVersions(versions);
  return ['PATCH', ...words, range, place === undefined ? '' : renderPlace(place)]
    .filter((word) => word !== '')
    .join(' ');
}

const renderVersions = ({ newest, oldest }: NonNullable<SubjectMark['versions']>): string =>
  newest === oldest ? newest : `${newest}-${oldest}`;

const renderPlace = ({ number, total }: NonNullable<SubjectMark['place']>): string =>
  `${String(number).padStart(String(total).length, '0')}/${total}`;
