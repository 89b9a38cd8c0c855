import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMessage } from './message.ts';
import { parseTrailers } from './message-trailers.ts';

const body = `The first paragraph.
Note: this is prose.

Reported-by: A <a@example.org>
Closes: https://bugs.example.org/1

Link: https://lore.example.org/r/
 second-half
Fixes: 0123456789ab ("net: x")
Cc: stable@vger.kernel.org # 5.10+
My-own-key: value
Signed-off-by: B <b@example.org>
`;

test('all parts of a message are read together', () => {
  const facts = parseMessage('Revert "net: y"', body);
  expect(facts.fixes).toHaveLength(1);
  expect(facts.stable).toMatchObject([{ since: '5.10' }]);
  expect(facts.reverts).toEqual([{ id: undefined, subject: 'net: y' }]);
  expect(facts.upstream).toEqual([]);
});

test('trailers come in order, keys as written, folded values joined', () => {
  expect(parseTrailers(body).map(({ key, value }) => `${key}=${value}`)).toEqual([
    'Reported-by=A <a@example.org>',
    'Closes=https://bugs.example.org/1',
    'Link=https://lore.example.org/r/ second-half',
    'Fixes=0123456789ab ("net: x")',
    'Cc=stable@vger.kernel.org # 5.10+',
    'My-own-key=value',
    'Signed-off-by=B <b@example.org>',
  ]);
});

test('keys with a blank are known by name', () => {
  expect(parseTrailers('Bugzilla ID: 12\nCoverity issue: 34\n')).toEqual([
    { key: 'Bugzilla ID', value: '12' },
    { key: 'Coverity issue', value: '34' },
  ]);
});

test('CRLF line ends are no part of a value', () => {
  expect(parseTrailers('Acked-by: A\r\nCc: b\r\n').map(({ value }) => value)).toEqual(['A', 'b']);
});

test('any text is read without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }), (subject, text) => {
      expect(parseMessage(subject, `Fixes: ${text}\nCc: stable@x ${text}\n${text}`).trailers).toBeInstanceOf(Array);
    }),
  );
});
