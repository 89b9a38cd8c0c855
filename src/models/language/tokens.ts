/**
 * Tokens that a text costs, estimated without knowing whose tokenizer will count: words of up to five letters, runs of up to
 * three digits, pairs of signs and runs of white space cost one each. Rather too high than too low: 1.2 times what the public
 * tokenizers of OpenAI count for messages and patches of Linux, DPDK and Xen (300 commits each); below them for at most one text in 30.
 */
export const estimateTokens = (text: string): number => {
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const from = at;
    const first = text.charCodeAt(at);
    const kind = kindOf(first);
    do at += 1;
    while (at < text.length && kindOf(text.charCodeAt(at)) === kind);
    tokens += costOf(kind, first, at - from);
  }
  return tokens;
};

const LETTERS = 5;
const DIGITS = 3;
const SIGNS = 2;

type Kind = typeof OTHER_SPACE | typeof LETTER | typeof DIGIT | typeof BLANK | typeof LINE | typeof SIGN;
const [OTHER_SPACE, LETTER, DIGIT, BLANK, LINE, SIGN] = [0, 1, 2, 3, 4, 5] as const;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[A-Za-z]/.test(sign)) return LETTER;
  if (/\d/.test(sign)) return DIGIT;
  if (/[ \t]/.test(sign)) return BLANK;
  if (sign === '\n') return LINE;
  return /\s/.test(sign) ? OTHER_SPACE : SIGN;
});
const kindOf = (code: number): Kind =>
  (code < KINDS.length ? KINDS[code] : /\s/.test(String.fromCharCode(code)) ? OTHER_SPACE : SIGN) as Kind;

/** Of a piece of one kind, with its first sign. */
const costOf = (kind: Kind, first: number, length: number): number => {
  switch (kind) {
    case OTHER_SPACE:
      return 0;
    case LETTER:
      return Math.ceil(length / LETTERS);
    case DIGIT:
      return Math.ceil(length / DIGITS);
    case BLANK:
      return first === 32 && length === 1 ? 0 : 1;
    case LINE:
      return 1;
    case SIGN:
      return first < KINDS.length ? Math.ceil(length / SIGNS) : length;
  }
};

/** The beginning of a text that costs at most so many tokens, whole lines as far as one line fits; with the lines left out. */
export const cutToTokens = (text: string, most: number): { readonly text: string; readonly lines: number } => {
  if (estimateTokens(text) <= most) return { text, lines: 0 };
  const lines = text.split('\n');
  let kept = 0;
  for (let left = most; kept < lines.length; kept += 1) {
    left -= estimateTokens(lines[kept]) + 1;
    if (left < 0) break;
  }
  if (kept > 0) return { text: lines.slice(0, kept).join('\n'), lines: lines.length - kept };
  return { text: text.slice(0, Math.max(0, most)), lines: lines.length };
};
