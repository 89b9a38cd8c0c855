import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../testing/repo.ts';
import { readTextFile, replaceTextFile } from './text-file.ts';

let folder = '';
beforeEach(() => (folder = makeFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (content: string | Buffer): string => {
  const path = join(folder, 'text');
  writeFileSync(path, content);
  return path;
};

describe('a file that is replaced', () => {
  it('keeps its rights and the bytes that are no UTF-8, and leaves nothing beside it', () => {
    const path = make(Buffer.from('a\xff\n', 'latin1'));
    chmodSync(path, 0o640);
    const file = readTextFile(path);
    replaceTextFile(file, `${file.text}b\n`);
    expect(readFileSync(path, 'latin1')).toBe('a\xff\nb\n');
    expect(statSync(path).mode & 0o7777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['text']);
  });

  it('stays as somebody else wrote it meanwhile', () => {
    const path = make('one\n');
    const file = readTextFile(path);
    writeFileSync(path, 'other\n');
    expect(() => replaceTextFile(file, 'two\n')).toThrow(expect.objectContaining({ code: 'text-changed' }));
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['other\n', ['text']]);
  });

  it('that the disk refuses is said to be unwritten', () => {
    const path = make('one\n');
    const file = readTextFile(path);
    renameSync(path, `${path}.old`);
    mkdirSync(path);
    expect(() => replaceTextFile(file, 'two\n')).toThrow(expect.objectContaining({ code: 'text-unwritten' }));
    expect(readdirSync(folder).toSorted()).toEqual(['text', 'text.old']);
  });
});
