const LF = 10;
const CR = 13;

/** The bytes that a mail's sender wrote as its text: transfer encoding and foreign line ends undone. */
export interface MailContent {
  readonly bytes: Buffer;
  /** Lower case; `utf-8` where the mail names none. */
  readonly charset: string;
}

/** What of the headers says how the text is written. */
export interface ContentHeaders {
  /** The whole `Content-Type`; '' when there is none. */
  readonly type: string;
  readonly encoding: string;
}

/**
 * Reads the text of a mail of one part as bytes, because a patch need not be text of any charset. Undefined for a mail of several
 * parts and for one that holds something else than plain text.
 */
export function readContent(mail: Buffer, { type, encoding }: ContentHeaders): MailContent | undefined {
  if (!/^\s*(?:text\/plain\b|$)/i.test(type)) return undefined;
  const start = findBody(mail);
  const sent = mail[start.at - 2] === CR ? toLf(mail.subarray(start.at)) : mail.subarray(start.at);
  const bytes = decode(sent, encoding.trim().toLowerCase());
  const charset = parameterOf(type, 'charset') ?? 'utf-8';
  return { bytes: /^flowed$/i.test(parameterOf(type, 'format') ?? '') ? unflow(bytes, type) : bytes, charset };
}

const parameterOf = (type: string, name: string): string | undefined =>
  new RegExp(`;\\s*${name}\\s*=\\s*"?([^";\\s]+)`, 'i').exec(type)?.[1]?.toLowerCase();

/** Behind the first empty line. */
function findBody(mail: Buffer): { readonly at: number } {
  for (let from = 0; from < mail.length;) {
    const end = mail.indexOf(LF, from);
    if (end < 0) return { at: mail.length };
    if (end === from || (end === from + 1 && mail[from] === CR)) return { at: end + 1 };
    from = end + 1;
  }
  return { at: mail.length };
}

const toLf = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

function decode(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(bytes);
  if (encoding !== 'base64') return bytes;
  const decoded = Buffer.from(bytes.toString('latin1'), 'base64');
  return /[^\r]\n/.test(decoded.toString('latin1')) ? decoded : toLf(decoded);
}

/** RFC 2045: blanks at line ends came on the way, a line that ends in `=` goes on in the next one. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const text = bytes
    .toString('latin1')
    .replace(/[ \t]+$/gm, '')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** RFC 3676: a line that ends in a blank goes on in the next one, and one blank in front was put there; `-- ` is neither. */
function unflow(bytes: Buffer, type: string): Buffer {
  const drops = parameterOf(type, 'delsp') === 'yes';
  let text = '';
  for (const line of bytes.toString('latin1').split('\n')) {
    const plain = line.startsWith(' ') ? line.slice(1) : line;
    const flows = plain.endsWith(' ') && plain !== '-- ';
    text += flows ? (drops ? plain.slice(0, -1) : plain) : `${plain}\n`;
  }
  return Buffer.from(text.slice(0, -1), 'latin1');
}
