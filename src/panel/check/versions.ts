import { releaseOf } from '../../evidence/index.ts';
import type { Release } from '../../history/index.ts';
import type { Desk } from './desk.ts';
import { findBranch } from './branch-names.ts';
import { cameIn, MENDED } from './came-in.ts';
import { guard, type Sentence } from './prose.ts';
import { listed, right, short, showMessage, unknown, wrong } from './say.ts';
import { idsIn, inSentences, isConditional, isHedged, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

const VERSION =
  '(?:(?:linux|kernel|kernels|xen|dpdk|systemd|release|releases|version|versions|mainline|the|tag) ){0,3}`?(?:RELEASE-|v)?(\\d{1,4}(?:\\.\\d{1,4}){0,2})(?:[.-]?(rc\\d{1,2}))?`?(?![\\w]|\\.\\d|\\.[xy]\\b|-\\w|%| (?:lines?|files?|years?|months?|days?|weeks?|bytes|times|commits))';
const CAME =
  '(?:(?:first )?(?:introduced|added|appeared|appears?|broken|broke|regressed|originat(?:ed|es)|merged|landed|lands?|released|release|shipped|ships?|seen|included|arrived|came|made|went|tagged|present|part|exist(?:s|ed)?|available|in mainline|in the tree|been there|around|affected|affects|dates?|goes|got|entered|reached|reaches|hit|debuted))';

/** When something came, and the version that is named. */
const SAID: readonly RegExp[] = [
  new RegExp(`\\b(?:in|into|since|with|as of|from)\\s+(?=\\S*\\bv\\d|(?:linux|xen|dpdk|release) )${VERSION}`, 'gi'),
  new RegExp(
    `\\b${CAME}\\b[^.;:()]{0,60}?\\b(?:in|into|with|since|as of|for|during|from|of|to|by|back to|as)\\s+${VERSION}`,
    'gi',
  ),
  new RegExp(
    `\\b(?:since|dat(?:es|ing) (?:back )?(?:to|from)|goes back to|back to|as old as|starting (?:with|from|in)|beginning with|from)\\s+${VERSION}`,
    'gi',
  ),
  new RegExp(
    `\\((?:in |since |from |first in |merged in |released in |[^()]{0,120}["”], ?)?(?:linux )?v(\\d{1,4}(?:\\.\\d{1,4}){0,2})(?:[.-]?(rc\\d{1,2}))?\\)`,
    'gi',
  ),
  new RegExp(
    `\\bfirst (?:release|tag|version)(?: (?:with|that (?:has|contains|includes)|containing|to have) [^.;:]{0,40})?(?: is| was|:)\\s+${VERSION}`,
    'gi',
  ),
  new RegExp(
    `\\b(?:affects|affected|affecting)(?: (?:all|only|every))?(?: kernels| versions| releases)?(?: from)?\\s+${VERSION}(?= (?:and|or) (?:later|newer|up|above|onwards?)|\\+| onwards?)`,
    'gi',
  ),
];

interface Named {
  readonly version: readonly number[];
  readonly rc: string | undefined;
  readonly text: string;
  /** Where the statement begins and ends in the sentence. */
  readonly from: number;
  readonly to: number;
  /** No known phrase names it: the words around must say what came. */
  readonly bare?: boolean;
}

const ANY = new RegExp(`(?<![\\w.~^/-])(?:RELEASE-)?${VERSION.slice(VERSION.indexOf('(?:RELEASE'))}`, 'gi');

export const versionStatements = inSentences((sentence) =>
  namedIn(sentence).map((named): Statement => ({
    kind: 'version',
    what: sentence.text.slice(Math.max(0, named.to - 120), named.to).replace(/^\S*\s(?=.{60})/, ''),
    check: (desk) => check(named, sentence, desk),
  })),
);

function namedIn({ text }: Sentence): readonly Named[] {
  const byVersion = new Map<number, Named>();
  const read = text.replaceAll('**', '');
  for (const pattern of SAID)
    for (const match of read.matchAll(pattern)) {
      if (match[1] === undefined || !isVersion(match[0], match[1])) continue;
      const to = match.index + match[0].length;
      if (byVersion.has(to)) continue;
      byVersion.set(to, {
        version: match[1].split('.').map(Number),
        rc: match[2]?.toLowerCase(),
        text: match[0].toLowerCase().includes(`v${match[1]}`) ? `v${match[1]}` : match[1],
        from: match.index,
        to,
      });
    }
  for (const match of read.matchAll(ANY)) {
    const to = match.index + match[0].length;
    if (byVersion.has(to) || !isVersion(read.slice(0, to), match[1])) continue;
    byVersion.set(to, {
      ...{ version: match[1].split('.').map(Number), rc: match[2]?.toLowerCase(), from: match.index, to, bare: true },
      text: /^`?(?:RELEASE-)?v/i.test(match[0]) ? `v${match[1]}` : match[1],
    });
  }
  return [...byVersion.values()];
}

/** A bare number is a version with a `v` or a dot; another program's is none of ours. */
const isVersion = (said: string, version: string): boolean =>
  (version.includes('.') || new RegExp(`v${version}`, 'i').test(said)) &&
  !/\b(?:gcc|clang|llvm|python|usb|pcie?|tls|bluetooth|hdmi|acpi|dp|displayport|wi-?fi|uefi|smbios|nvme|rust|binutils|c|posix|openssl|ddr|gen|armv?|spec|firmware|fw|protocol|revision|section|chapter) v?$/i.test(
    said.slice(0, said.toLowerCase().lastIndexOf(version)),
  );

type Subject = { readonly rows: readonly (number | undefined)[]; readonly says: string } | undefined;

async function check(named: Named, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const { text } = sentence;
  if (isConditional(guard(text))) return undefined;
  const subject =
    named.bare === true
      ? bareSubject(named, text, desk)
      : ((await subjectOf(named, sentence, desk)) ?? bareSubject(named, text, desk));
  if (subject === undefined || isBranch(named, subject, desk)) return undefined;
  if (
    named.bare === true &&
    named.rc === undefined &&
    !named.text.startsWith('v') &&
    findBranch(desk.history.branches, named.text) !== undefined
  )
    return undefined;
  return lookUp(named, subject, { desk, doubt: isHedged(text) });
}

/** What is cited of one release, in the form and not in words. */
export function checkVersion(
  { version, of }: { readonly version: string; readonly of: 'commit' | 'fault' },
  desk: Desk,
): Outcome {
  const parts = parse(version);
  const rc = /rc\d+$/i.exec(version)?.[0].toLowerCase();
  const named: Named = { version: parts, rc, text: version, from: 0, to: 0 };
  const subject = of === 'fault' ? fixedRows(desk) : { rows: [desk.row], says: short(desk.commit.sha) };
  return subject === undefined
    ? unknown('it cannot be told', showMessage(desk.commit.sha))
    : lookUp(named, subject, { desk, doubt: false });
}

interface LookingUp {
  readonly desk: Desk;
  /** Said with a doubt: nothing is wrong then. */
  readonly doubt: boolean;
}

function lookUp(named: Named, subject: NonNullable<Subject>, { desk, doubt }: LookingUp): Outcome {
  const source = `git tag --contains ${subject.says}`;
  const known = subject.rows.filter((row) => row !== undefined);
  if (subject.rows.length === 0) return unknown('this commit names no commit that it fixes', source);
  const releases = known.map((row) => releaseOf(desk.history, row, desk.asOf));
  if (releases.some((release) => release !== undefined && fits(named, release)))
    return right(sayReleases(releases), source);
  if (known.length < subject.rows.length) return unknown('the commit that it speaks of is not in the index', source);
  if (doubt) return unknown(`it is said with a doubt; ${sayReleases(releases)}`, source);
  return refute(named, releases, { desk, source });
}

/** Where branches are named like releases, `landed in 23.11` may speak of either: the reader of branches looks at both. */
const isBranch = ({ text }: Named, { rows }: NonNullable<Subject>, { history, row }: Desk): boolean =>
  rows[0] === row && history.branches.some(({ name }) => name === text);

function refute(
  named: Named,
  releases: readonly (Release | undefined)[],
  { desk, source }: { readonly desk: Desk; readonly source: string },
): Outcome {
  const why = sayReleases(releases);
  const outside = !desk.history.releases.some(
    (release) => release.time <= desk.asOf && same(parse(release.name), named.version),
  );
  if (named.version.length === 3 && outside)
    return unknown(`point releases of stable branches are not looked up; ${why}`, source);
  if (releases.some((release) => release === undefined) && outside) return unknown(why, source);
  return wrong(why, source);
}

const sayReleases = (releases: readonly (Release | undefined)[]): string =>
  releases
    .map((release) =>
      release === undefined ? 'no release has it yet' : `the first release with it is ${release.name}`,
    )
    .join('; ');

const parse = (name: string): readonly number[] =>
  (/(\d+(?:[._]\d+)*)/.exec(name)?.[1] ?? '').split(/[._]/).map(Number);
const trim = (version: readonly number[]): readonly number[] => {
  let end = version.length;
  while (end > 1 && version[end - 1] === 0) end -= 1;
  return version.slice(0, end);
};
const same = (a: readonly number[], b: readonly number[]): boolean => trim(a).join('.') === trim(b).join('.');

/** `v5.10` is where a commit came whose first tag is v5.10-rc1. */
function fits({ version, rc }: Named, { name }: Release): boolean {
  const tagged = /[-._]?(rc\d+)$/i.exec(name)?.[1]?.toLowerCase();
  return same(parse(name), version) && (rc === undefined || rc === tagged);
}

const LANDED =
  /\b(?:made|released|release|merged|landed|lands?|shipped|ships?|included|went|tagged|came|arrived|appeared|appears?|available|part|in mainline|entered|reached|reaches|hit|debuted|carries|got|first|present)\b/i;
const OWN =
  /\b(?:this|the (?:proposed|mainline|upstream|current)) (?:\w+ )?(?:commit|patch|fix|change)\b|\bthe (?:fix|patch|commit|change)(?: itself)?\b(?! (?:that|which|it))|\bfirst (?:release|tag|version) (?:with|containing|that (?:has|contains|includes)) (?:it|this)\b|^(?:it|this(?! (?:\w+ )?(?:bug|fault|problem|issue|defect|flaw|regression|leak|race|crash|error|mistake))|released|merged|landed|first|in mainline)\b/i;
const BUG =
  /\b(?:bugs?|issue|problem|defect|flaw|regression|vulnerab\w+|faulty|flawed|bad|wrong|incorrect|broken|offending|culprit|leak|race|overflow|crash|mistake|breakage|error|buggy|bug-introducing|introducing|affect(?:s|ed|ing))\b/i;
const THING =
  /\b(?:driver|file|support|feature|api|helper|macro|struct\w*|field|device|hardware|chip|soc|option|config|sysfs|quirk|ioctl|function|table|infrastructure|subsystem|module|syscall|interface|code)\b|\w\(\)|`[^`]+`/i;

/** The commit whose first release is meant: one that is named, this one, or the one that it fixes. Undefined: something else. */
async function subjectOf({ from, to }: Named, { text }: Sentence, desk: Desk): Promise<Subject> {
  const before = text.slice(0, to);
  const ids = idsIn(before).filter((id) => !desk.commit.sha.startsWith(id));
  const behind = idsIn(text.slice(to, to + 60));
  const id = ids.at(-1) ?? (/^[^.;]{0,20}\b(?:by|with|in)\b/.test(text.slice(to)) ? behind[0] : undefined);
  if (id !== undefined) return rowsNamed(id, desk);
  const start = Math.max(
    ...[';', ': ', ' but ', ' while ', ' whereas ', ', and ', ' which '].map((sign) => text.lastIndexOf(sign, from)),
    0,
  );
  const clause = before.slice(start);
  const guarded = guard(clause);
  if (MENDED.test(guarded)) return fixedRows(desk);
  if (/\bbefore|\bprior to|\bolder than|\buntil\b/i.test(guarded.slice(-40))) return undefined;
  const own = OWN.exec(guarded.trim());
  const bug = BUG.exec(guarded);
  if (
    bug !== null &&
    (own === null || !LANDED.test(guarded) || bug.index > own.index + own[0].length + 25 || bug.index < own.index)
  )
    return fixedRows(desk);
  if (bug === null && own === null && /\b(?:since|from)\b.{0,20}$/i.test(guarded) && BUG.test(text.slice(to, to + 40)))
    return fixedRows(desk);
  if (own !== null && (LANDED.test(guarded) || /\b(?:has|have|had)\b.*\bsince\b/i.test(guarded)))
    return { rows: [desk.row], says: short(desk.commit.sha) };
  if (THING.test(clause)) return undefined;
  return /\b(?:since|introduced|dates|present|exist)/i.test(guarded) && !own ? fixedIfBug(guarded, desk) : undefined;
}

/** What came in a version that stands there without a known phrase. */
function bareSubject(named: Named, text: string, desk: Desk): Subject {
  if (idsIn(text).some((id) => !desk.commit.sha.startsWith(id))) return undefined;
  switch (cameIn(text, named)) {
    case 'fault':
      return fixedRows(desk);
    case 'commit':
      return { rows: [desk.row], says: short(desk.commit.sha) };
    case undefined:
      return undefined;
  }
}

const fixedIfBug = (clause: string, desk: Desk): Subject =>
  /^(?:present|introduced|exists?|since|it has|has)\b/i.test(clause.trim()) ? fixedRows(desk) : undefined;

const fixedRows = ({ history, row, commit }: Desk): Subject => ({
  rows: row === undefined ? [] : history.commits[row].fixes.map((link) => link.row),
  says: `(the commits that ${short(commit.sha)} names in Fixes)`,
});

async function rowsNamed(id: string, desk: Desk): Promise<Subject> {
  const found = await desk.find(id);
  const row =
    found.kind === 'found'
      ? (desk.history.rowOf(found.commit.sha) ?? desk.history.mainlineRowOf(found.commit.sha))
      : undefined;
  return { rows: [row], says: listed([short(id)]) };
}
