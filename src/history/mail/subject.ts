import type { PatchMark } from './types.ts';

/** Marks that stand before a subject in answers, in the languages of common mail programs. */
const answer = /^(?:(?:re|aw|sv|antw|vs|fwd?|wg|回复|答复)(?:\[\d+\])?\s*[::]\s*)+/iu;
const brackets = /^\s*\[([^[\]]{0,200})\]\s*/;
/** Notices of stable keepers quote the patch's subject. */
const notice = /^(?:patch|failed: patch) "(.+)" (?:has been|failed to|added to)/i;

export interface ParsedSubject {
  /** True for an answer or a forwarded mail. */
  readonly answer: boolean;
  /** True for a notice of a keeper of stable branches: `Patch "x" has been added to the 6.6-stable tree`. */
  readonly notice: boolean;
  /** Undefined when no bracket says PATCH. */
  readonly mark: PatchMark | undefined;
  /** The subject without marks and brackets. */
  readonly title: string;
}

/** Takes `Re: [RFC PATCH v3 2/7] mm: fix a leak` apart; the title keeps brackets that say nothing of patches. */
export function parseSubject(subject: string): ParsedSubject {
  const line = subject.replace(/\s+/g, ' ').trim();
  const bare = line.replace(answer, '');
  const quoted = notice.exec(bare)?.[1];
  const { words, title } = splitBrackets(quoted ?? bare);
  const mark = words.some((word) => isPatchWord(word)) ? readMark(words) : undefined;
  return { answer: bare !== line, notice: quoted !== undefined, mark, title };
}

/** The words of leading brackets: all of them up to and behind the one that says PATCH, else none. */
function splitBrackets(text: string): { readonly words: readonly string[]; readonly title: string } {
  const words: string[] = [];
  let rest = text;
  for (let match = brackets.exec(rest); match !== null && words.length < 40; match = brackets.exec(rest)) {
    const found = (match[1] ?? '').split(/[\s,]+/).filter((word) => word !== '');
    const before = words.some((word) => isPatchWord(word));
    if (before && !found.every((word) => /^v?\d+(?:\/\d+)?$|^(?:resend|rfc)$/i.test(word))) break;
    words.push(...found);
    rest = rest.slice(match[0].length);
  }
  return words.some((word) => isPatchWord(word)) ? { words, title: rest.trim() } : { words: [], title: text.trim() };
}

const isPatchWord = (word: string): boolean => /patch(?:v\d{1,3})?$/i.test(word);

const numbers = /^(\d{1,4})\/(\d{1,4})$/;

function readMark(words: readonly string[]): PatchMark {
  const place = words.map((word) => numbers.exec(word)).find((match) => match !== null);
  const version = words.map((word) => /^v(\d{1,3})$/i.exec(word)?.[1]).find((digits) => digits !== undefined);
  const glued = words.map((word) => /^patchv(\d{1,3})$/i.exec(word)?.[1]).find((digits) => digits !== undefined);
  return {
    version: Math.max(1, Number(version ?? glued ?? 1)),
    part: place === undefined ? undefined : Number(place[1]),
    of: place === undefined ? undefined : Number(place[2]),
    rfc: words.some((word) => /^rfc/i.test(word)),
    words: words.filter((word) => !numbers.test(word) && !/^(?:v\d+|patch|patchv\d+|rfc)$/i.test(word)).slice(0, 8),
  };
}

/** A patch subject as it can be compared: without marks, brackets, case, white space and the dot at its end. */
export function buildPatchKey(subject: string): string {
  const { title } = parseSubject(subject);
  return title.normalize('NFC').toLowerCase().replace(/\s+/g, '').replace(/\.+$/, '').slice(0, 300);
}
