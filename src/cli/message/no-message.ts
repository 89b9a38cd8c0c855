import { UsageError } from '../../errors.ts';

const ASKED = 'name a commit, a range, a file with the message of one commit or a mailed patch, or - for stdin';

/** Refuses what people name by mistake, before it is reviewed as if somebody had written it. @throws UsageError `no-message` */
export function refuseOther(name: string, text: string): void {
  const what = nameOther(text);
  if (what !== undefined) throw new UsageError('no-message', `${name} ${what}, and no message: ${ASKED}`);
}

function nameOther(text: string): string | undefined {
  if (text.includes('\0')) return 'holds bytes that are no text';
  if (isJson(text)) return 'is JSON, such as a selection or a report';
  if (/^\s*<(?:!doctype|html|\?xml)\b/i.test(text)) return 'is a page or XML';
  if (/^(?:diff --git |Index: |--- \S)/.test(text))
    return 'is a diff alone (git format-patch writes the message with it)';
  return undefined;
}

/** One value, or one on every line. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  return [text, text.trimStart().split('\n', 1)[0]].some((piece) => {
    try {
      JSON.parse(piece);
      return true;
    } catch {
      return false;
    }
  });
}
