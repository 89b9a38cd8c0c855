import { isRow } from './tables.ts';

/** Lines of a text that belong together. */
export interface Block {
  /** `code` stands between fences, `quote` behind `>` in a text that is not quoted itself. */
  readonly kind: 'text' | 'quote' | 'code';
  /** Of code: what stands behind the opening fence. */
  readonly language: string;
  readonly lines: readonly string[];
}

const FENCE = /^\s*(?:```|~~~)\s*([\w+-]*)\s*$/;
const ITEM = /^\s*(?:[-*+•✓✗–]|\d{1,3}[.)]|#{1,6})\s+/;
const HEADING = /^\s*#{1,6}\s/;
const RULE = /^\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$/;
/** `Author: somebody`: a line of its own where the one before is no wrapped line. */
const KEYED = /^\s*[A-Z][\w/() -]{0,28}:\s+\S/;
const WRAPPED = 55;

/** The blocks of a text. A text that is quoted as a whole, as mails are, is read without its marks. */
export function cutBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let kind = 'text' as Block['kind'];
  let language = '';
  const close = (next: Block['kind'] = 'text'): void => {
    if (lines.length > 0) blocks.push({ kind, language, lines });
    lines = [];
    kind = next;
    language = '';
  };
  for (const line of unquote(text)) {
    const fence = FENCE.exec(line);
    if (kind === 'code' && fence === null) lines.push(line);
    else if (fence !== null) {
      const opens = kind !== 'code';
      close(opens ? 'code' : 'text');
      language = opens ? fence[1].toLowerCase() : '';
    } else if (line.trim() === '' || RULE.test(line)) close();
    else {
      const inner = /^\s*>/.test(line) ? 'quote' : 'text';
      if (inner !== kind || begins(line, lines.at(-1))) close(inner);
      lines.push(inner === 'quote' ? line.replace(/^(?:\s*> ?)+/, '') : line.replace(ITEM, ''));
      if (HEADING.test(line)) close();
    }
  }
  close();
  return blocks;
}

function begins(line: string, before: string | undefined): boolean {
  if (before === undefined) return false;
  if (ITEM.test(line) || isRow(line) !== isRow(before)) return true;
  return KEYED.test(line) && (before.length < WRAPPED || KEYED.test(before));
}

function unquote(text: string): string[] {
  const lines = text.replaceAll('\r', '').replaceAll('\0', ' ').split('\n');
  const quoted = lines.filter((line) => line.startsWith('>')).length;
  return quoted * 2 > lines.length ? lines.map((line) => line.replace(/^(?:> ?)+/, '')) : lines;
}
