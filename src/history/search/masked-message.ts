/**
 * What a message says about the change, without the lines that say who signed it, what it fixes by id or where it was
 * taken to. Those lines are facts of their own; left in the text they would give a decision away.
 */
export const buildMaskedBody = (body: string): string => {
  const kept: string[] = [];
  let openTrailer = false;
  for (const line of body.split('\n')) {
    if (openTrailer && (line.startsWith(' ') || line.startsWith('\t') || line.includes('")'))) {
      openTrailer = !line.includes('")');
      continue;
    }
    openTrailer = false;
    if (isTrailer(line)) {
      openTrailer = line.includes('("') && !line.includes('")');
      continue;
    }
    if (!isTrace(line)) kept.push(line);
  }
  return kept.join('\n');
};

const TRAILER =
  /^\s*(?:[A-Za-z][A-Za-z-]*-(?:by|By|BY|to|id|Id|ID|commit|tag|link|bug|at)|cc|fix(?:es)?|link|closes?|resolves|references?|see-also|bug(?:link|zilla)?|cve|bugzilla id|master date|origin|message-id|coverity[\w -]*|cid|reverts?|depends-on|lore|upstream|submitted-by|from|fixed|introduced(?:-by)?|git-(?:commit|repo)|tested-on|v\d+)\s*:(?!:)/i;

const isTrailer = (line: string): boolean =>
  line.includes(':') && (TRAILER.test(line) || /^\s*Fixes\b.*\b[0-9a-f]{7,}\b/i.test(line));

const TRACE =
  /\bstable\b|\bback-?port|upstream commit|commit [0-9a-f]{7,64} upstream|cherry[ -]?picked|^\s*\(?\[? ?(?:master|backported from|upstream)[ -](?:commit|changeset)|xen-unstable (?:changeset|date)|^\s*\[[^\]]*@[^\]]*\]|^\s*\[ ?\w[\w .-]{0,24}: |^\s*https?:\/\/\S+\s*$/i;

const isTrace = (line: string): boolean => TRACE.test(line);

/** A subject without the marks that only a copy on a stable branch has. */
export const buildMaskedSubject = (subject: string): string => subject.replace(/^\s*\[[^\]]*\]\s*/, '');

/** Subjects in brackets and quotes as people cite commits: `("net: fix the leak")`. */
export const parseQuotedSubjects = (text: string): string[] => {
  const found: string[] = [];
  for (const match of text.matchAll(/\(\s*["'“]([^"“”]{12,200})["'”]\s*\)/g))
    found.push(match[1].replace(/\s+/g, ' ').trim());
  return found;
};
