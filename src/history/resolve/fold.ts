const WORD = /[\p{L}\p{N}_]+/gu;

/** Words of a subject without case and punctuation, joined by one space: what survives mail, wrapping and retyping. */
export function foldSubject(subject: string): string {
  return foldWords(subject).join(' ');
}

export function foldWords(subject: string): readonly string[] {
  return subject.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

/** 30 bits of a folded subject, FNV-1a over its UTF-16 units: a place to look, the text itself decides. */
export function hashFold(folded: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01_00_01_93);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c_1b_3c_6d) >>> 2) & 0x3f_ff_ff_ff;
}
