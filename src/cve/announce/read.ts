import type { CveId } from '../id.ts';
import type { Template } from '../template.ts';

/**
 * The text that an announcement was made of: what stands between the words of the template around it, a severity that may be
 * there included. Undefined where the mail was made by another template.
 */
export const parseAnnouncedText = (mbox: string, id: CveId, { mail, description }: Template): string | undefined => {
  const [head = '', tail = ''] = mail.text.replaceAll('{id}', id).split('{text}');
  const before = head.slice(head.lastIndexOf('}') + 1) + description.opening;
  const start = mbox.indexOf(before);
  if (start < 0) return undefined;
  const rest = mbox.slice(start + before.length);
  const end = buildEnd(tail, mail.severity).exec(rest);
  return end === null ? undefined : rest.slice(0, end.index);
};

/** The words behind the text up to the first value that nobody knows. */
const buildEnd = (tail: string, severity: string): RegExp => {
  const [literal = '', behind] = tail.split('{severity}');
  const known = literal.includes('{') || behind === undefined ? [untilValue(tail)] : [literal, untilValue(behind)];
  const score = severity
    .split(/\{[a-z_]+\}/)
    .map(escape)
    .join('[^\\n]*');
  return new RegExp(known.map(escape).join(`(?:${score})?`));
};

const untilValue = (form: string): string => form.split('{')[0];

const escape = (literal: string): string => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
