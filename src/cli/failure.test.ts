import { describe, expect, it } from 'vitest';
import { InfrastructureError, StoppedError, UsageError } from '../errors.ts';
import { renderFailure } from './failure.ts';

const quiet = { debug: false, version: '1.2.3' };

describe('renderFailure', () => {
  it.each([
    [new UsageError('a', 'no such range'), 2],
    [new InfrastructureError('b', 'git died'), 1],
  ])('says %s in one line', (error, exitCode) => {
    expect(renderFailure(error, quiet)).toEqual({ text: `autosel: ${error.message}`, exitCode });
  });

  it('says after Ctrl-C what is kept', () => {
    expect(renderFailure(new StoppedError('c', 'stopped while reading'), quiet)).toEqual({
      text: 'autosel: stopped; finished steps are kept: the same command goes on from there',
      exitCode: 130,
    });
  });

  it('says that an unexpected error is a bug and what to send', () => {
    const { text, exitCode } = renderFailure(new TypeError('x is undefined'), quiet);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/^autosel: this is a bug: TypeError: x is undefined \(autosel 1\.2\.3\); .*--debug$/);
  });

  it('is silent when the reader of stdout went away', () => {
    const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    expect(renderFailure(error, quiet)).toEqual({ text: '', exitCode: 0 });
  });

  it('names a full disk', () => {
    const error = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', path: '/store/x' });
    expect(renderFailure(error, quiet).text).toBe(
      'autosel: no space left on the device at /store/x: free some and call again',
    );
  });

  it('says in words what is wrong with a place', () => {
    const error = Object.assign(new Error('ELOOP: too many symbolic links'), { code: 'ELOOP', path: '/a/b' });
    expect(renderFailure(error, quiet).text).toBe(
      'autosel: a file or folder cannot be used at /a/b: its links lead in a circle',
    );
  });

  it('keeps one line and no control characters, whatever the message holds', () => {
    const { text } = renderFailure(new UsageError('a', 'one\ntwo\u001b[31m'), quiet);
    expect(text).toBe('autosel: one two?[31m');
  });

  it('adds every stack of the chain with --debug', () => {
    const error = new UsageError('a', 'outer', { cause: new Error('inner') });
    const { text } = renderFailure(error, { ...quiet, debug: true });
    expect(text.split('\n')[0]).toBe('autosel: outer');
    expect(text).toContain('Error: inner\n    at ');
  });
});
