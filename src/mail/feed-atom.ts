import type { OutgoingMail } from './send-outgoing.ts';
import { readHeaders } from './send-outgoing.ts';

/** What a feed says of one mail. */
export interface FeedEntry {
  readonly mail: OutgoingMail;
  /** Plain text. */
  readonly summary: string;
}

/**
 * An Atom feed (RFC 4287) of mails, newest first. Ids are those of the mails (`mid:`, RFC 2392), so that a reader never shows one twice;
 * the same mails give the same bytes.
 */
export function renderAtom(title: string, entries: readonly FeedEntry[]): string {
  const newest = Math.max(0, ...entries.map(({ mail }) => mail.date));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escapeXml(title)}</title>
<id>urn:autosel:${escapeXml(title.replace(/[^A-Za-z0-9.-]+/g, '-'))}</id>
<updated>${isoOf(newest)}</updated>
${entries.map(renderEntry).join('')}</feed>
`;
}

function renderEntry({ mail, summary }: FeedEntry): string {
  const from = readHeaders(mail.raw).find(([name]) => name === 'from')?.[1] ?? mail.from;
  const name = from.replace(/<[^<>]*>\s*$/, '').trim() || mail.from;
  return `<entry>
<title>${escapeXml(mail.subject)}</title>
<id>mid:${escapeXml(encodeURIComponent(mail.messageId))}</id>
<updated>${isoOf(mail.date)}</updated>
<author><name>${escapeXml(name)}</name></author>
<content type="text">${escapeXml(summary)}</content>
</entry>
`;
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** Text as XML 1.0 can hold it: characters that it forbids become a replacement mark. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
