import { parseMessage } from '../../../git/message.ts';
import type { UpstreamReference } from '../../../git/index.ts';
import { findProject } from './projects.ts';
import { findQuoted } from './quoted.ts';
import type { FoundReference, QuotedSubject, ReferenceStyle } from './types.ts';

const CANDIDATE = /(?<![0-9A-Za-z_])[0-9a-f]{5,64}(?![0-9A-Za-z_])/gi;
const COMMIT_WORD =
  /\b(?:commits?|commited|committed (?:as|in)|changesets?|c\/s|csets?)(?:[- ]?(?:id|hash|sha1?|sha-1))?s?\s*[:=#]?\s*["'`<([]*$/i;
const CHANGESET = /\b(?:changesets?|c\/s|csets?)\b[^.]{0,40}$/i;
const FIXES_LINE = /(?:^|\n)[ \t>]*fixes[ \t]*:[^\n]*$/i;
const FIXES_ABOVE = /(?:^|\n)[ \t>]*fixes[ \t]*:(?:[^\n]*,)?[ \t]*(?:commits?[ \t:]*)?\n[ \t>]*$/i;
const REVERT = /\brevert(?:s|ed|ing)?\b[^.]{0,60}$/i;
const LINK = /(?:\/commits?\/|\/c\/|\/rev\/|\/\+\/|[?&;]id=|[?&;]h=)$/i;
/** Numbers and ids that Mercurial gives, or Subversion. */
const NUMBERED = /\b(?:commits?|changesets?|c\/s|csets?|revision|rev\.?)s?\s*[:#]?\s*["'(<[]*$/i;
const MERCURIAL_SAYS =
  /\b(?:added (?:tag|signature)\b.*\bfor changeset|backed out changeset:?|xen-[\w-]+ changeset:)\s+$/i;
/** What is no id of a commit but digits of something else. */
const NOT_BEFORE = /[-.~=+%&#?$<\\]$|\b0x$|\bindex\s$|\.\.$/;
const NOT_BEHIND = /^(?:[-@\\/~%+=>]|\.\.|\.\w|\s*\|)/;
const BETWEEN = /^[\s,;&+>]*(?:and[\s>]+)?(?:commits?[\s>]+)?$/i;
const QUOTE = /["'`“”‘’]/u;
const AROUND = 160;
/** As many digits as Mercurial shows. */
const MERCURIAL_DIGITS = new Set([12, 40]);
const LEAST_BARE = 8;

interface Said {
  readonly upstream: ReadonlyMap<string, UpstreamReference['style']>;
  readonly reverts: ReadonlyMap<string, string | undefined>;
}

/** Every place of a message, a mail or a page that names a commit, in order. */
export function findReferences(text: string): readonly FoundReference[] {
  const cut = text.indexOf('\n');
  const { upstream, reverts } = parseMessage(cut < 0 ? text : text.slice(0, cut), cut < 0 ? '' : text.slice(cut + 1));
  const said: Said = {
    upstream: new Map(upstream.map(({ id, style }) => [id, style])),
    reverts: new Map(reverts.flatMap(({ id, subject }) => (id === undefined ? [] : [[id, subject]]))),
  };
  const found: FoundReference[] = [];
  for (const match of text.matchAll(CANDIDATE)) {
    const at = match.index;
    const last = found.at(-1);
    if (last !== undefined && at < endOf(last)) continue;
    const reference = readReference({ text, at, digits: match[0], last, said });
    if (reference !== undefined) found.push(reference);
  }
  return found;
}

export const endOf = ({ idAt, subject }: FoundReference): number => Math.max(idAt[1], subject?.end ?? 0);

interface Place {
  readonly text: string;
  readonly at: number;
  readonly digits: string;
  readonly last: FoundReference | undefined;
  readonly said: Said;
}

function readReference(place: Place): FoundReference | undefined {
  const { text, at, digits, said } = place;
  const end = at + digits.length;
  const style = styleOf(place);
  if (style === undefined) return undefined;
  const id = digits.toLowerCase();
  const behind = QUOTE.test(text.charAt(at - 1)) && QUOTE.test(text.charAt(end)) ? end + 1 : end;
  const subject = findQuoted(text, behind, style === 'fixes') ?? fromTitle(said.reverts.get(id), style, end);
  const quoted = subject?.quoted === true;
  const mixed = /\d/.test(id) && (/[a-f]/i.test(id) || id.length >= 12);
  const bracketed = quoted && subject.at !== undefined && text.slice(end, subject.at[0]).includes('(');
  if (style === 'bare' && (!mixed || (!quoted && id.length < LEAST_BARE))) return undefined;
  if (id.length < 7 && !(quoted || style === 'fixes' || style === 'mercurial')) return undefined;
  const project = findProject(joined(text.slice(Math.max(0, at - 60), at)), joined(text.slice(end, end + 60)));
  const word = CHANGESET.test(joined(text.slice(Math.max(0, at - 60), at))) ? 'changeset' : undefined;
  return {
    style,
    id,
    word,
    idAt: [at, end],
    subject,
    certain: style === 'bare' ? bracketed : mixed || bracketed || style === 'mercurial',
    project,
  };
}

const joined = (text: string): string => text.replace(/\s*\n[ \t>]*/g, ' ');

/** `Revert "subject"` is the title of a message that says `This reverts commit X`. */
function fromTitle(title: string | undefined, style: ReferenceStyle, end: number): QuotedSubject | undefined {
  return title === undefined || style !== 'revert'
    ? undefined
    : { text: title, at: undefined, end, quoted: true, closed: true };
}

function styleOf({ text, at, digits, last, said }: Place): ReferenceStyle | undefined {
  const left = text.slice(Math.max(0, at - AROUND), at);
  const right = text.slice(at + digits.length, at + digits.length + 4);
  if (/(?:^|[^:\d]):?\d{1,6}:$/.test(left) && !/\d:\d+:$/.test(left))
    return MERCURIAL_DIGITS.has(digits.length) ? 'mercurial' : undefined;
  if (/^\d{4,6}$/.test(digits) && NUMBERED.test(joined(left)))
    return /^:[0-9a-f]/.test(right) ? undefined : 'mercurial';
  if (MERCURIAL_DIGITS.has(digits.length) && MERCURIAL_SAYS.test(joined(left))) return 'mercurial';
  const address = addressOf(left);
  if (address !== undefined) return LINK.test(address) ? 'link' : undefined;
  if (/[\w.-]\/[\w.-]+@$/.test(left)) return 'link';
  if (NOT_BEFORE.test(left.slice(-8)) || NOT_BEHIND.test(right) || /[/@]$/.test(left)) return undefined;
  if (FIXES_LINE.test(left) || FIXES_ABOVE.test(left)) return 'fixes';
  const id = digits.toLowerCase();
  if (said.reverts.has(id) && REVERT.test(joined(left))) return 'revert';
  const copied = said.upstream.get(id);
  if (copied !== undefined) return copied;
  if (COMMIT_WORD.test(joined(left))) return 'commit';
  const goesOn = last !== undefined && BETWEEN.test(text.slice(endOf(last), at)) && last.style !== 'bare';
  return goesOn ? last.style : 'bare';
}

/** The part of a web address that stands before an id. */
function addressOf(left: string): string | undefined {
  return /[a-z][a-z+]*:\/\/[^\s<>"'()[\]]*$/i.exec(left)?.[0];
}
