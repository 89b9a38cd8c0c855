import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';
import { readModelKey } from './key.ts';
import { oneLine, withoutKey } from './redact.ts';

const env = { PATH: process.env['PATH'], KEY: ' sk-1 ', EMPTY: '' };
const says = (script: string) => readModelKey({ command: ['/bin/sh', '-c', script] }, env, 'judge');

describe('a key', () => {
  it('comes from the variable that is named, and from no other', async () => {
    expect(await readModelKey({ env: 'KEY' }, env, 'judge')).toBe('sk-1');
    for (const name of ['EMPTY', 'ABSENT'])
      await expect(readModelKey({ env: name }, env, 'judge')).rejects.toMatchObject({
        code: 'model-key-missing',
        message: expect.stringContaining(name) as string,
      });
  });

  it.skipIf(process.platform === 'win32')('comes from a program that prints it', async () => {
    expect(await says('echo sk-2')).toBe('sk-2');
  });

  it.skipIf(process.platform === 'win32').each([
    ['failed (exit 4): locked', 'echo sk-3; echo locked >&2; exit 4'],
    ['one word', 'echo sk-3; echo more'],
    ['one word', 'true'],
    ['one word', 'yes sk-3'],
  ])('is missing when its program says: %s', async (words, script) => {
    const failure: unknown = await says(script).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'model-key-missing' });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('sk-3');
  });

  it('is missing when its program does not exist', async () => {
    const source = { command: ['no-such-program-anywhere'] } as const;
    await expect(readModelKey(source, env, 'judge')).rejects.toThrow('cannot start no-such-program-anywhere');
  });

  it('is blotted out in every form that a message may hold it in', () => {
    const key = 'a/b"c';
    for (const form of [key, encodeURIComponent(key), JSON.stringify(key)])
      expect(withoutKey(`wrong ${form}!`, key)).toMatch(/^wrong "?\*\*\*"?!$/);
    expect(withoutKey('fine', undefined)).toBe('fine');
  });
});

describe('words of a service', () => {
  it('are one line without control characters', () => {
    expect(oneLine(' a\n\u001B[31mb\u202E\tc ')).toBe('a [31mb c');
    expect(oneLine('x'.repeat(2000))).toHaveLength(500);
  });
});

describe('an address', () => {
  it.each([
    ['https://host:8443/v1/', 'https://host:8443/v1'],
    ['http://host?key=1#x', 'http://host'],
    ['ftp://host', undefined],
    ['host/v1', undefined],
    ['http://user@host', undefined],
    ['http://:secret@host', undefined],
  ])('%s is shown as %s', (text, shown) => {
    expect(parseAddress(text)).toBe(shown);
  });
});
