/**
 * Tokens that a text costs, estimated without knowing whose tokenizer will count: words of up to five letters, runs of up to
 * three digits, pairs of signs and runs of white space cost one each. Rather too high than too low: 1.2 times what the public
 * tokenizers of OpenAI count for messages and patches of Linux, DPDK and Xen (300 commits each); below them for at most one text in 30.
 */
export const estimateTokens = (text: string): number => {
  let tokens = 0;
  for (const piece of text.matchAll(PIECES)) tokens += costOf(piece[0]);
  return tokens;
};

const PIECES = /[A-Za-z]+|\d+|[ \t]+|\n+|[^\sA-Za-z\d]+/g;
const LETTERS = 5;
const DIGITS = 3;
const SIGNS = 2;

const costOf = (piece: string): number => {
  const first = piece.charCodeAt(0);
  if (first === 32) return piece.length > 1 ? 1 : 0;
  if (first === 9 || first === 10) return 1;
  if (first >= 48 && first <= 57) return Math.ceil(piece.length / DIGITS);
  if (first > 127) return piece.length;
  return Math.ceil(piece.length / (isLetter(first) ? LETTERS : SIGNS));
};

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

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
