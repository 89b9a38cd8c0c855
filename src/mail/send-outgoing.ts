import { UsageError } from '../errors.ts';

/** A rendered mail with what a sender must know of it. */
export interface OutgoingMail {
  /** What it is about; of each matter one mail is ever sent. `propose <sha>`, `digest 2026-W47 xfs`, `answer <message id>`. */
  readonly matter: string;
  /** Mainline commit that it proposes or comes with; undefined when it is about none. */
  readonly commit: string | undefined;
  /** Without angle brackets. */
  readonly messageId: string;
  /** Address alone. */
  readonly from: string;
  /** Addresses alone, of To, each once. */
  readonly to: readonly string[];
  /** Addresses alone, of To and Cc, each once. */
  readonly recipients: readonly string[];
  /** Decoded as far as it is plain; for people. */
  readonly subject: string;
  /** Seconds since 1970. */
  readonly date: number;
  /** Headers and body, lines end in LF. */
  readonly raw: Buffer;
}

/** Header lines of a mail in their order: name in lower case, value unfolded. */
export type HeaderLine = readonly [name: string, value: string];

/** The headers of a mail, with line ends of either kind; they end at the first empty line. */
export function readHeaders(raw: Buffer): readonly HeaderLine[] {
  const ends = [raw.indexOf('\n\n'), raw.indexOf('\r\n\r\n')].filter((at) => at >= 0);
  const text = raw.subarray(0, Math.min(raw.length, ...ends)).toString('utf8');
  return text
    .replaceAll('\r\n', '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf(':');
      return at <= 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const];
    });
}

/** Puts header lines behind those that are there; the lines are whole and end nowhere. */
export function addHeaders(raw: Buffer, lines: readonly string[]): Buffer {
  const end = raw.indexOf('\n\n');
  if (end < 0 || lines.length === 0) return raw;
  return Buffer.concat([raw.subarray(0, end), Buffer.from(`\n${lines.join('\n')}`), raw.subarray(end)]);
}

/**
 * What a sender must know of a mail that autosel rendered.
 * @throws UsageError `unsendable-mail` when it has no Message-ID, no sender or no date: then nothing could be kept of it.
 */
export function buildOutgoing(raw: Buffer): OutgoingMail {
  const headers = readHeaders(raw);
  const first = (name: string): string | undefined => headers.find(([key]) => key === name)?.[1];
  const subject = first('subject') ?? '';
  const messageId = /^<([\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+)>$/.exec(first('message-id') ?? '')?.[1];
  const from = listAddresses(first('from') ?? '')[0];
  const date = Date.parse(first('date') ?? '') / 1000;
  if (messageId === undefined || from === undefined || Number.isNaN(date))
    throw new UsageError(
      'unsendable-mail',
      `the mail ${JSON.stringify(subject.slice(0, 80))} lacks a Message-ID, a sender or a date: write the mails with autosel select --out`,
    );
  const decision = first('x-autosel-decision');
  const commit = /^[0-9a-f]{40,64}$/.exec(first('x-autosel-commit') ?? '')?.[0];
  const named = first('x-autosel-matter');
  const listOf = (...names: string[]): string[] => [
    ...new Set(names.flatMap((name) => listAddresses(first(name) ?? ''))),
  ];
  return {
    matter: named ?? (commit === undefined ? `mail ${messageId}` : `${decision ?? 'mail'} ${commit}`),
    commit,
    messageId,
    from,
    to: listOf('to'),
    recipients: listOf('to', 'cc'),
    subject,
    date,
    raw,
  };
}

/** The addresses of a header that autosel rendered: names may be quoted, and hold commas then. */
function listAddresses(value: string): string[] {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return bare.split(',').flatMap((part) => {
    const email = (/<([^<>]+)>/.exec(part)?.[1] ?? part).trim();
    return /^[^\s@<>]+@[^\s@<>]+$/.test(email) ? [email] : [];
  });
}
