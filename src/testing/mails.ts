import fc from 'fast-check';

/** One mail of a test archive; what is left out is made up from the id. */
export interface MailSketch {
  readonly id: string;
  readonly subject: string;
  readonly text?: string;
  /** `Name <address>`. */
  readonly from?: string;
  /** Day and hour in UTC: `2024-05-01 12:00`. */
  readonly at?: string;
  readonly answers?: string;
  /** More header lines. */
  readonly headers?: readonly string[];
}

export const PATCH_TEXT = `A leak.

Fixes: 1234567890ab ("mm: add it")
Signed-off-by: Ada Author <ada@example.org>
---
 mm/a.c | 1 +

diff --git a/mm/a.c b/mm/a.c
--- a/mm/a.c
+++ b/mm/a.c
@@ -1,1 +1,2 @@
 int a;
+int b;
--${' '}
2.40
`;

/** The bytes of a mail as an archive has them. */
export function writeMail(sketch: MailSketch): string {
  const {
    id,
    subject,
    text = '',
    from = 'Ada Author <ada@example.org>',
    at = '2024-05-01 12:00',
    headers = [],
  } = sketch;
  return [
    `From: ${from}`,
    'To: list@lists.example.org',
    `Subject: ${subject}`,
    `Date: ${new Date(`${at.replace(' ', 'T')}:00Z`).toUTCString()}`,
    `Message-Id: <${id}>`,
    ...(sketch.answers === undefined ? [] : [`In-Reply-To: <${sketch.answers}>`]),
    ...headers,
    '',
    text,
  ].join('\n');
}

/** Several mails as one mbox. */
export function writeMbox(mails: readonly MailSketch[]): string {
  return mails
    .map((mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${writeMail(mail).replace(/^(>*From )/gm, '>$1')}\n`)
    .join('\n')
    .replace(/^>From: /gm, 'From: ');
}

/** Any text, halves of surrogate pairs and control characters included. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)))
  .map((codes) => String.fromCharCode(...codes));
