import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchDiff } from '../../testing/changes.ts';
import { encodeQuotedPrintable } from '../transfer.ts';
import { parsePatchMail, renderSkeletonMail } from './index.ts';
import type { ParsedMail, SkeletonMail } from './types.ts';

const ID = '1234567890abcdef1234567890abcdef12345678';
const diff = sketchDiff([{ path: 'a/b.c', lines: ['-x();', '+y();'] }]);
const stat = ' a/b.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n';
const message = `It crashes, see the log:

    From the log

Fixes: 123456789abc ("a: begin")
Signed-off-by: Ada Author <ada@example.org>`;
const explanation = 'LLM Generated explanations, may be completely bogus:\n\nIt is small.\n\n---\nno more';
const headers = `From: Sam Sender <sam@example.org>
To: patches@lists.example.org, stable@example.org
Cc: =?UTF-8?q?Zo=C3=AB_Z=2E?= <zoe@example.org>,
\t"Doe, J." <j@example.org>
Subject: [PATCH AUTOSEL 6.16-6.1] a: fix
 it
Date: Fri, 01 Aug 2025 08:00:00 -0400
Message-ID: <1.2-3-sam@example.org>
X-Mailer: git-send-email 2.50.1
In-Reply-To: <1.2-1-sam@example.org>
References: <1.2-1-sam@example.org>
MIME-Version: 1.0
X-stable: review
X-Patchwork-Hint: Ignore
X-stable-base: Linux 6.16.1
X-More: here
`;
const body = `From: Ada Author <ada@example.org>

[ Upstream commit ${ID} ]

${message}
Signed-off-by: Sam Sender <sam@example.org>
---

${explanation}

${stat}
${diff}-- 
2.50.1

`;
const build = (more: string, text: string | Buffer = body): Buffer =>
  Buffer.concat([Buffer.from(`${headers}${more}\n`), Buffer.from(text)]);

async function read(mail: Buffer): Promise<ParsedMail> {
  const parsed = await parsePatchMail(mail);
  if (parsed.kind !== 'patch mail') throw new Error(parsed.why);
  return parsed;
}

/** Only what a mail is made of. */
const partsOf = ({ kind: _kind, trailers: _also, warnings: _too, ...parts }: ParsedMail): SkeletonMail => parts;

describe('a mail in the form of AUTOSEL', () => {
  it('is taken apart into its parts', async () => {
    expect(await read(build(''))).toEqual({
      kind: 'patch mail',
      from: { name: 'Sam Sender', email: 'sam@example.org' },
      to: [
        { name: '', email: 'patches@lists.example.org' },
        { name: '', email: 'stable@example.org' },
      ],
      cc: [
        { name: 'Zoë Z.', email: 'zoe@example.org' },
        { name: 'Doe, J.', email: 'j@example.org' },
      ],
      mark: { words: ['AUTOSEL'], versions: { newest: '6.16', oldest: '6.1' }, place: undefined },
      subject: 'a: fix it',
      date: 'Fri, 01 Aug 2025 08:00:00 -0400',
      thread: {
        id: '1.2-3-sam@example.org',
        inReplyTo: '1.2-1-sam@example.org',
        references: ['1.2-1-sam@example.org'],
      },
      mailer: 'git-send-email 2.50.1',
      base: 'Linux 6.16.1',
      headers: [{ name: 'X-More', value: 'here' }],
      author: { name: 'Ada Author', email: 'ada@example.org' },
      upstream: { id: ID, style: 'brackets' },
      message,
      signOff: { name: 'Sam Sender', email: 'sam@example.org' },
      trailers: [
        { key: 'Fixes', value: '123456789abc ("a: begin")' },
        { key: 'Signed-off-by', value: 'Ada Author <ada@example.org>' },
        { key: 'Signed-off-by', value: 'Sam Sender <sam@example.org>' },
      ],
      explanation,
      patch: Buffer.from(diff),
      signature: '2.50.1',
      warnings: [],
    });
  });

  it('becomes the same bytes again', async () => {
    const mail = build('Content-Transfer-Encoding: 8bit\n');
    const again = renderSkeletonMail(await read(mail)).toString();
    const unfold = (text: string): string => text.replace(/\n[ \t]/g, ' ');
    expect(unfold(again)).toBe(unfold(mail.toString()));
  });

  it('is read through quoted-printable, base64, foreign line ends and a flowed text', async () => {
    const expected = partsOf(await read(build('')));
    const wrapped = Buffer.from(
      Buffer.from(body.replaceAll('\n', '\r\n'))
        .toString('base64')
        .replace(/(.{76})/g, '$1\n'),
    );
    const stuffed = body.replace(/^(?= |From |>)/gm, ' ');
    const mails = [
      build('Content-Transfer-Encoding: quoted-printable\n', encodeQuotedPrintable(Buffer.from(body))),
      build('Content-Transfer-Encoding: base64\n', wrapped),
      Buffer.from(build('').toString().replaceAll('\n', '\r\n')),
      build('Content-Type: text/plain; charset=utf-8; format=flowed\n', stuffed),
    ];
    for (const mail of mails) expect(partsOf(await read(mail))).toEqual(expected);
  });

  it('is read where it is one part of several', async () => {
    const parts = `--xx\nContent-Type: text/plain; charset=utf-8\n\n${body}\n--xx\nContent-Type: text/html\n\n<p>no</p>\n--xx--\n`;
    const mail = await read(build('Content-Type: multipart/mixed; boundary=xx\n', parts));
    expect(mail.patch.toString()).toBe(diff);
  });

  it('keeps the bytes of a patch that is in no charset, and decodes the message by its own', async () => {
    const strange = Buffer.from(
      body.replace('It crashes', 'Zo\u00eb crashes').replace('+y();', '+\u00e9\u00ff'),
      'latin1',
    );
    const mail = await read(
      build('Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n', strange),
    );
    expect(mail.message).toMatch(/^Zoë crashes/);
    expect(mail.patch.includes(Buffer.from('+\u00e9\u00ff', 'latin1'))).toBe(true);
  });

  it('keeps binary patches and lines in a patch that look like its end', async () => {
    const odd = sketchDiff([{ path: 'a/b.c', lines: ['-- ', '---', '+diff --git a/x b/x'] }]);
    const binary =
      'diff --git a/z b/z\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZ3jVE_OC\n\nliteral 0\nHcmV?d00001\n\n';
    const mail = await read(build('', body.replace(diff, odd + binary)));
    expect(mail.patch.toString()).toBe(odd + binary);
    expect(mail.warnings).toEqual([]);
  });

  it.each([
    [`commit ${ID} upstream.\n`, 'sentence'],
    [`[ Upstream commit ${ID} ]\n`, 'brackets'],
    [`[ upstream commit ${ID} ]\n`, 'small-brackets'],
  ])('names the upstream commit: %s', async (line, style) => {
    const mail = await read(build('', body.replace(`[ Upstream commit ${ID} ]\n`, line)));
    expect(mail.upstream).toEqual({ id: ID, style });
    expect(renderSkeletonMail(mail).toString()).toContain(`\n\n${line}\n`);
  });

  it.each([
    [`(cherry picked from commit ${ID})`, 'cherry-picked'],
    [`master commit: ${ID}`, 'master-commit'],
  ])('names the upstream commit below the message: %s', async (line, style) => {
    const own = 'Signed-off-by: Sam Sender <sam@example.org>\n';
    const below = body.replace(`[ Upstream commit ${ID} ]\n\n`, '').replace(own, `${line}\n${own}`);
    const mail = await read(build('', below));
    expect(mail.upstream).toEqual({ id: ID, style });
    expect(mail.message).not.toContain(ID);
    expect(renderSkeletonMail(mail).toString()).toContain(`\n${line}\n${own}`);
    const inner = await read(build('', below.replace(line, `Fixes: ${ID}`)));
    expect(inner.upstream).toBeUndefined();
  });

  it('says where git would read it in another way', async () => {
    const cut = await read(build('', body.replace('It crashes', 'a\n---\nv2: b')));
    expect(cut.warnings).toEqual(['the message itself holds a line ---: git am ends the message there']);
    expect(cut.message).toContain('v2: b');
    const wrapped = await read(build('', body.replace('+y();\n', '+y(\n);\n')));
    expect(wrapped.warnings.join()).toContain('may have been wrapped');
  });
});

describe('another mail', () => {
  it.each([
    ['Re: [PATCH AUTOSEL 6.1] a: fix it', 'answer'],
    ['Re: your patch', 'answer'],
  ])('is no proposal: %s', async (subject, code) => {
    const mail = build('')
      .toString()
      .replace(/Subject: .*\n .*\n/, `Subject: ${subject}\n`);
    expect(await parsePatchMail(Buffer.from(mail))).toMatchObject({ kind: 'no patch mail', code, subject });
  });

  it('without a diff says so, also when it quotes the first line of one', async () => {
    const mail = build('', 'See this:\ndiff --git a/x b/x\nand so on\n');
    expect(await parsePatchMail(mail)).toMatchObject({
      code: 'no diff',
      subject: '[PATCH AUTOSEL 6.16-6.1] a: fix it',
    });
  });

  it('never throws, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string(), async (bytes, text) => {
        const mail = Buffer.concat([
          Buffer.from(`Subject: ${text}\n\n${text}\n---\n`),
          bytes,
          Buffer.from(`\n${diff}`),
          bytes,
        ]);
        expect(['patch mail', 'no patch mail']).toContain((await parsePatchMail(mail)).kind);
      }),
      { numRuns: 60 },
    );
  });
});

const line = fc.stringMatching(/^[A-Za-z0-9 .,;:()"'<>@é漢\\/=?_-]{1,60}$/).map((text) => text.trim() || 'x');
const words = line.map((text) => text.replace(/\s+/g, ' '));
const person = fc.record({ name: fc.stringMatching(/^[A-Za-zé .,()-]{1,20}$/), email: fc.constant('a.b@example.org') });

describe('any parts', () => {
  it('come back from the mail that is rendered of them', async () => {
    await fc.assert(
      fc.asyncProperty(words, fc.array(line, { minLength: 1, maxLength: 5 }), person, async (subject, text, who) => {
        const sender = { name: who.name.trim().replace(/\s+/g, ' ') || 'x', email: who.email };
        const mail: SkeletonMail = {
          ...partsOf(await read(build(''))),
          from: sender,
          signOff: sender,
          subject: `a: ${subject}`,
          message: `b: ${text.join('\n')}`,
          explanation: `Machine text: ${text.join('\n\n')}`,
        };
        expect(partsOf(await read(renderSkeletonMail(mail)))).toEqual(mail);
      }),
      { numRuns: 60 },
    );
  });
});
