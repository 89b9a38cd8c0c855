import type { MessageFacts } from './types.ts';

type Blamed = MessageFacts['blamed'][number];

const named = String.raw`(?:the\s+)?(?:recent\s+)?(?:upstream\s+)?(?:commits?:?\s+|c\/s\s+|changesets?:?\s+|patch\s+)?([0-9a-f]{7,64})\b(?:\s*\(\s*(?=\S)["“]?((?:[^()"“”]|\([^()]*\)){0,400})["”]?\s*\))?`;
const trouble =
  'regress\\w*|bugs?|broke|broken|breaks?|breakage|problems?|fail(?:s|ed|ing|ures?)|crash\\w*|hangs?|panics?|oops\\w*|leaks?|deadlocks?|lockups?|build errors?|no longer (?:works?|boots?|builds?|compiles?|links?|starts?)|stopped working|fallout';
const mishap =
  'broke|breaks|caused|causes|regressed|forgot|missed|neglected|failed|accidentally|inadvertently|unintentionally|mistakenly|erroneously|wrongly|incorrectly|overlooked|left behind';
const between = String.raw`[\s,]*(?:(?:has|had|have|also|subtly|which|that)\s+)*`;

/**
 * Sentences that hold an earlier commit responsible for what is mended. What is neutral (`X introduced the flag`, `since X nobody uses
 * it`) counts beside a word for trouble alone.
 */
const sentences = [
  new RegExp(String.raw`\b${named}${between}\b(?:${mishap})\b`, 'gi'),
  new RegExp(String.raw`\b${named}${between}\bintroduc(?:ed|es|ing)\b[^.;]{0,40}?\b(?:${trouble})\b`, 'gi'),
  new RegExp(
    String.raw`\b(?:caused|broken|broke|triggered|uncovered|regressed)\s+(?:by|in|with|since|after|from)\s+${named}`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:${trouble})\b[^.;]{0,80}?\b(?:introduced|added|came|appeared|created|exposed|brought in)\s+(?:by|in|with|since|after|from)\s+${named}`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:fix(?:es)?[- ]?ups?|fix(?:es)?|fallout|regressions?|breakages?|oversights?|mistakes?)\s+(?:for|to|of|from|in|after|by|on|since)\s+${named}`,
    'gi',
  ),
  new RegExp(String.raw`\b(?:${trouble})\b[^.;]{0,60}?\bsince\s+${named}`, 'gi'),
  new RegExp(String.raw`\bsince\s+${named}[^.;]{0,80}?\b(?:${trouble})\b`, 'gi'),
  new RegExp(String.raw`\bbisect\w*\s+(?:\w+\s+){0,4}(?:to|as|at|is|was)\s+${named}`, 'gi'),
];
const trailer = /^[ \t]*(?:fixes|cc|link|reported|suggested|signed-off|reviewed|acked|tested|change-id)\b.*:.*$/gim;

/** Most messages name no commit outside their trailers, and looking for an id is cheaper than for every sentence. */
const anyId = /\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}\b/i;

/** `fixup! subject`, and `mm: fix the fallout of "subject"`. */
const quotedInSubject = [/^(?:fixup|squash|amend)!\s+(.+)$/i, /\bfix\w*\b.*?["“]([^"“”]{10,})["”]/i];

/** Earlier commits that a message blames for what it mends, in order, each once; `Fixes:` lines and reverts are read elsewhere. */
export function parseBlamed(subject: string, body: string): readonly Blamed[] {
  const quoted = quotedInSubject.flatMap((pattern) => pattern.exec(subject)?.[1]?.trim() ?? [])[0];
  const inSubject = quoted === undefined ? [] : [{ id: undefined, subject: quoted }];
  return anyId.test(body) ? [...inSubject, ...readSentences(subject, body)] : inSubject;
}

function readSentences(subject: string, body: string): readonly Blamed[] {
  const prose = `${subject}.\n\n${body.replace(trailer, '')}`;
  if (!anyId.test(prose)) return [];
  const text = prose.replace(/([^\n])\n[ \t]*(?=[^\s])/g, '$1 ');
  const found = new Map<string, { readonly blamed: Blamed; readonly at: number }>();
  for (const sentence of sentences)
    for (const match of text.matchAll(sentence)) {
      const id = match[1].toLowerCase();
      const blamed = { id, subject: match[2]?.trim() || undefined };
      if (/\d/.test(id) && /[a-f]/.test(id) && !found.has(id)) found.set(id, { blamed, at: match.index });
    }
  return [...found.values()].toSorted((a, b) => a.at - b.at).map(({ blamed }) => blamed);
}
