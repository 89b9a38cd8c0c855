import { describe, expect, it } from 'vitest';
import { renderMbox } from './mbox.ts';

describe('mbox', () => {
  it('puts a separator before and an empty line behind each mail', () => {
    const text = renderMbox([Buffer.from('Subject: a\n\nx\n'), Buffer.from('Subject: b\n\ny')]).toString();
    expect(text.match(/^From 0{40} /gm)).toHaveLength(2);
    expect(text).toContain('x\n\nFrom ');
    expect(text.endsWith('y\n\n')).toBe(true);
  });

  it('escapes lines that would start another mail, and those that are escaped already', () => {
    const text = renderMbox([Buffer.from('Subject: a\n\nFrom me\n>From you\nfrom him\n')]).toString();
    expect(text).toContain('\n>From me\n>>From you\nfrom him\n');
  });

  it('keeps every other byte', () => {
    const mail = Buffer.from([...Buffer.from('Subject: a\n\nFrom x\n'), 0xff, 0x00, 0x0d, 0x0a]);
    expect(renderMbox([mail]).includes(Buffer.from([0xff, 0x00, 0x0d, 0x0a]))).toBe(true);
  });
});
