import type { CveId } from '../id.ts';
import type { Template } from '../template.ts';
import { fillIn } from './fill-in.ts';

/**
 * The text that an announcement was made of: what stands between the words of the template around it. Undefined where the mail
 * was made by another template.
 */
export const parseAnnouncedText = (mbox: string, id: CveId, { mail, description }: Template): string | undefined => {
  const [head = '', tail = ''] = fillIn(mail.text, { id }).split('{text}');
  const before = head.slice(head.lastIndexOf('}') + 1) + description.opening;
  const [after = ''] = tail.split('{');
  const start = mbox.indexOf(before);
  if (start < 0) return undefined;
  const end = mbox.indexOf(after, start + before.length);
  return end < 0 ? undefined : mbox.slice(start + before.length, end);
};
