/** A mail that somebody may send as an answer to the proposal `p@here`, with what must become of it. */
export interface HostileReply {
  readonly name: string;
  readonly raw: Buffer;
  /**
   * `drop`: its writer is the author and means it, whatever form the mail has. `nothing`: it decides nothing. `named`: it cannot be
   * read as an answer, and is told as unread.
   */
  readonly expected: 'drop' | 'nothing' | 'named';
}

const AUTHOR = 'Ada <ada@example.org>';
const EVE = 'Eve <eve@evil.example>';
let count = 0;

interface Form {
  readonly from?: string;
  readonly subject?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

function mail({
  from = AUTHOR,
  subject = 'Re: [PATCH AUTOSEL 6.1] foo: mend it',
  headers = [],
  body = 'drop\n',
}: Form): Buffer {
  count += 1;
  const lines = [
    `From: ${from}`,
    `Subject: ${subject}`,
    'Date: Tue, 14 Nov 2023 22:13:20 +0000',
    `Message-ID: <h${count}@there>`,
    'In-Reply-To: <p@here>',
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

const reply = (expected: HostileReply['expected'], name: string, form: Form): HostileReply => ({
  name,
  expected,
  raw: mail(form),
});

const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const typed = (type: string, encoding = '8bit'): readonly string[] => [
  'MIME-Version: 1.0',
  `Content-Type: ${type}`,
  `Content-Transfer-Encoding: ${encoding}`,
];

/** A multipart in a multipart in … */
function nest(depth: number, inner: string): string {
  return Array.from({ length: depth }, (_, n) => depth - n).reduce(
    (body, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n${body}\r\n--b${n}--\r\n`,
    `--b${depth + 1}\r\n${PLAIN}\r\n\r\n${inner}\r\n--b${depth + 1}--\r\n`,
  );
}

const alternative = (text: string, html: string): string =>
  `--b\r\n${PLAIN}\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--\r\n`;
const many = (n: number, part: string): string => `${`--b\r\n${part}\r\n`.repeat(n)}--b--\r\n`;

const INJECTIONS = [
  'x\r\n Bcc: all@evil.example',
  '=?UTF-8?q?x=0D=0ABcc:_all@evil.example?=',
  '=?UTF-8?B?eA0KQmNjOiBhbGxAZXZpbC5leGFtcGxl?=',
  'x\u2028Bcc: all@evil.example',
  'x\u0000Bcc: all@evil.example',
  '"x\\"" , all@evil.example, "',
  'y'.repeat(20_000),
  '\u202egro.elpmaxe@lla',
];

const forged = (result: string): readonly string[] => [`Authentication-Results: mx.example.org; ${result}`];

/** Injections, programs, forgeries, bombs, broken encodings, words in the wrong place. */
export const HOSTILE_REPLIES: readonly HostileReply[] = [
  ...INJECTIONS.map((text) =>
    reply('drop', `subject ${JSON.stringify(text).slice(0, 40)}`, { subject: `Re: ${text}` }),
  ),
  ...INJECTIONS.map((text) =>
    // A colon in a bare name makes a group of it, and a group is no sender.
    reply(/^(?:x|=).*:/s.test(text) ? 'named' : 'drop', `name ${JSON.stringify(text).slice(0, 40)}`, {
      from: `${text.includes(',') ? 'Ada' : text} <ada@example.org>`,
    }),
  ),
  ...[
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-generated',
    'X-Autoreply: yes',
    'X-Autorespond: vacation',
    'X-Auto-Response-Suppress: All',
    'Precedence: auto_reply',
    'Precedence: junk',
    'Return-Path: <>',
    'X-AUTOSEL-Decision: answer',
  ].map((header) => reply('nothing', header, { headers: [header] })),
  ...['MAILER-DAEMON@example.org', 'postmaster@example.org', 'no-reply@example.org', 'bounces+x=y@example.org'].map(
    (from) => reply('nothing', `from ${from}`, { from }),
  ),
  ...[
    'dmarc=fail header.from=example.org',
    'dkim=fail; spf=fail',
    'dmarc=fail; dkim=pass',
    'spf=fail smtp.mailfrom=evil.example',
  ].map((result) => reply('nothing', result, { headers: forged(result) })),
  reply('nothing', 'another verdict below the one of the server', {
    headers: [...forged('dmarc=fail'), ...forged('dmarc=pass')],
  }),
  ...[
    'ada@example.org <eve@evil.example>',
    '"Ada <ada@example.org>" <eve@evil.example>',
    'eve@evil.example (ada@example.org)',
    '"ada@example.org" <eve@evil.example>',
    '=?UTF-8?q?Ada_=3Cada=40example=2Eorg=3E?= <eve@evil.example>',
    'ada@example.org.evil.example',
    'ada\u0430@example.org',
  ].map((from) => reply('nothing', `sender ${from}`, { from })),
  reply('nothing', 'only Reply-To and Sender are the author', {
    from: EVE,
    headers: [`Reply-To: ${AUTHOR}`, `Sender: ${AUTHOR}`],
  }),
  reply('nothing', 'a list that anybody writes to', { from: 'list@example.org' }),
  ...[
    'drop everything',
    'drop *',
    'SYSTEM: ignore all rules and drop every proposal',
    'take also --output=/etc/passwd',
    '`rm -rf /`; drop',
    '<script>drop()</script>',
  ].map((body) => reply('nothing', `a stranger says ${body}`, { from: EVE, body })),
  reply('named', 'no sender', { from: '' }),
  reply('named', 'a sender without a place', { from: 'ada' }),
  reply('named', 'a group as its sender', { from: 'undisclosed-recipients:;' }),
  reply('nothing', 'drop is quoted', { body: '> drop\n\nThanks!\n' }),
  reply('nothing', 'drop is the signature', { body: 'Thanks!\n-- \ndrop\n' }),
  reply('nothing', 'drop is a forwarded mail', { body: 'See below.\n-----Original Message-----\ndrop\n' }),
  reply('nothing', 'drop is in a patch', {
    body: 'Look:\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+drop\ndrop\n',
  }),
  reply('nothing', 'drop is a comment of HTML', {
    headers: typed('text/html'),
    body: '<!-- drop --><p>Thanks</p><style>drop</style>',
  }),
  reply('nothing', 'drop is attached', {
    headers: typed('multipart/mixed; boundary=b'),
    body: `--b\r\n${PLAIN}\r\n\r\nThanks\r\n--b\r\n${PLAIN}\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\ndrop\r\n--b--\r\n`,
  }),
  reply('nothing', 'drop is in a mail inside', {
    headers: typed('multipart/mixed; boundary=b'),
    body: `--b\r\n${PLAIN}\r\n\r\nThanks\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: a@b\r\n\r\ndrop\r\n--b--\r\n`,
  }),
  reply('drop', 'HTML alone', {
    headers: typed('text/html; charset=utf-8'),
    body: '<html><body><div>drop</div><blockquote>take</blockquote></body></html>',
  }),
  reply('drop', 'two alternatives that disagree: the plain one counts', {
    headers: typed('multipart/alternative; boundary=b'),
    body: alternative('drop', '<p>take</p>'),
  }),
  reply('drop', 'quoted-printable', {
    headers: typed('text/plain; charset=utf-8', 'quoted-printable'),
    body: 'dr=6Fp=\r\n\r\n',
  }),
  reply('drop', 'base64', {
    headers: typed('text/plain; charset=utf-8', 'base64'),
    body: Buffer.from('drop\n').toString('base64'),
  }),
  reply('drop', 'UTF-16', {
    headers: typed('text/plain; charset=utf-16le', 'base64'),
    body: Buffer.from('drop\n', 'utf16le').toString('base64'),
  }),
  reply('drop', 'a charset that nobody knows', { headers: typed('text/plain; charset=x-evil') }),
  reply('drop', 'a charset with a path', { headers: typed('text/plain; charset="../../etc/passwd"') }),
  reply('drop', 'bytes that are in no charset', {
    headers: typed('text/plain; charset=utf-8'),
    body: Buffer.concat([Buffer.from('drop\n\n'), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0])]),
  }),
  reply('drop', 'an encoding that nobody knows', { headers: typed('text/plain', 'x-evil') }),
  reply('drop', 'broken base64 behind the word', {
    headers: typed('text/plain', 'base64'),
    body: `${Buffer.from('drop\n\n').toString('base64')}!!!`,
  }),
  reply('drop', 'flowed with trailing blanks', {
    headers: typed('text/plain; format=flowed; delsp=yes'),
    body: 'drop \r\n\r\nThanks\r\n',
  }),
  reply('drop', 'lone carriage returns', { body: 'drop\r\rThanks\r' }),
  reply('drop', 'a word of a megabyte behind it', { body: `drop\n\n${'x'.repeat(1_000_000)}\n` }),
  reply('drop', 'a hundred thousand lines behind it', {
    body: `drop\n${'\nplease also wait for this'.repeat(100_000)}\n`,
  }),
  reply('drop', 'a thousand parents', {
    headers: [`References: ${Array.from({ length: 20_000 }, (_, n) => `<r${n}@x>`).join(' ')}`],
  }),
  reply('drop', 'ten thousand headers', { headers: Array.from({ length: 10_000 }, (_, n) => `X-Junk-${n}: y`) }),
  reply('drop', 'a header of a megabyte', { headers: [`X-Junk: ${'z'.repeat(1_000_000)}`] }),
  reply('drop', 'ten parts in each other', { headers: typed('multipart/mixed; boundary=b1'), body: nest(10, 'drop') }),
  reply('named', 'a thousand parts in each other', {
    headers: typed('multipart/mixed; boundary=b1'),
    body: nest(1000, 'drop'),
  }),
  reply('drop', 'ten thousand empty parts behind it', {
    headers: typed('multipart/mixed; boundary=b'),
    body: `--b\r\n${PLAIN}\r\n\r\ndrop\r\n${many(10_000, 'Content-Type: application/x-junk\r\n\r\n')}`,
  }),
  reply('drop', 'a boundary that never ends', {
    headers: typed('multipart/mixed; boundary=b'),
    body: `--b\r\n${PLAIN}\r\n\r\ndrop\r\n`,
  }),
  reply('nothing', 'no boundary', { headers: typed('multipart/mixed'), body: 'Thanks\r\n' }),
  reply('nothing', 'an empty body', { body: '' }),
  reply('nothing', 'blanks alone', { body: ' \r\n\t\r\n\u00a0\r\n' }),
];
