import type { MessageFacts } from './types.ts';

type Revert = MessageFacts['reverts'][number];

const subjectOf = /^(?:[\w./,-]+:\s+)*(?:partial(?:ly)?\s+)?revert:?\s+["“'‘]([^]+)$/i;
const reverted =
  /\b(?:this|it)\s+(?:\w+\s+)?reverts\s+(?:(?:upstream|part of)\s+)?(?:commits?\s*:?\s*)?([0-9a-f]{7,64}\b(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)(?:commit\s+)?[0-9a-f]{7,64}\b)*)|^[ \t]*reverts?(?:\s*:)?\s+(?:commit\s+)([0-9a-f]{7,64})\b/gim;

/** What a commit takes back: ids from the body, and the subject that its own subject quotes (given to the first id). */
export function parseReverts(subject: string, body: string): readonly Revert[] {
  const quoted = withoutClosing(subjectOf.exec(subject)?.[1]);
  const ids = new Set<string>();
  if (/revert/i.test(body)) {
    for (const match of body.matchAll(reverted)) {
      for (const [id] of (match[1] ?? match[2] ?? '').matchAll(/[0-9a-f]{7,64}\b/gi)) ids.add(id.toLowerCase());
    }
  }
  if (ids.size === 0) return quoted === undefined ? [] : [{ id: undefined, subject: restoreQuotes(quoted) }];
  const only = quoted === undefined ? undefined : restoreQuotes(quoted);
  return [...ids].map((id, position) => ({ id, subject: position === 0 ? only : undefined }));
}

function withoutClosing(text: string | undefined): string | undefined {
  const quoted = text?.trimEnd() ?? '';
  let end = quoted.length;
  while (end > 1 && `"”'’`.includes(quoted[end - 1])) end -= 1;
  return quoted === '' ? undefined : quoted.slice(0, end);
}

/** `Revert "Revert "x""` loses all closing quotes to the pattern: one is given back for each that opens. */
function restoreQuotes(text: string): string {
  const missing = (text.match(/["“]/g)?.length ?? 0) % 2;
  return missing === 1 ? `${text}"` : text;
}
