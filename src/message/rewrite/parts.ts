import { splitSubject } from '../subject.ts';
import { parseDraft } from '../draft.ts';
import { wrapText } from '../wrap.ts';

/** A piece of a message: words that may be said better, or lines that stay byte for byte. */
export type MessagePart =
  | {
      readonly kind: 'prose';
      readonly text: string;
      readonly raw: string;
      readonly indent: string;
      readonly mark: string;
    }
  | { readonly kind: 'fixed'; readonly raw: string };

export interface MessageParts {
  /** `net/mlx5: `, or '' where the subject has no prefix. */
  readonly prefix: string;
  readonly title: string;
  readonly parts: readonly MessagePart[];
  /** From the first trailer on, to the last byte. */
  readonly trailers: string;
}

const MARK = /^(\s*(?:[-*+•o]|\(?\d{1,2}[.)]|[a-z][.)])\s+)(?=\S)/;

/** Splits a message so that {@link joinParts} gives the same bytes again. */
export function splitMessage(text: string): MessageParts {
  const draft = parseDraft(text);
  const lines = text.split('\n');
  const { rest } = splitSubject(draft.subject);
  const parts: MessagePart[] = [];
  let at = 1;
  const fixed = (to: number): void => {
    if (to > at) parts.push({ kind: 'fixed', raw: lines.slice(at, to).join('\n') });
    at = Math.max(at, to);
  };
  for (const { kind, from, to } of draft.paragraphs) {
    if (kind === 'verbatim' || kind === 'trailers') continue;
    fixed(from);
    parts.push(...(kind === 'prose' ? [prose(lines.slice(from, to))] : splitItems(lines.slice(from, to))));
    at = to;
  }
  const hasTrailers = draft.trailersFrom < draft.lines.length;
  fixed(hasTrailers ? draft.trailersFrom : lines.length);
  const trailers = hasTrailers ? lines.slice(draft.trailersFrom).join('\n') : '';
  return { prefix: draft.subject.slice(0, draft.subject.length - rest.length), title: rest, parts, trailers };
}

const prose = (lines: readonly string[], mark = ''): MessagePart => {
  const raw = lines.join('\n');
  const indent = mark === '' ? (/^\s*/.exec(raw)?.[0] ?? '') : ' '.repeat(mark.length);
  const text = raw.slice(mark.length).replace(/\s+/g, ' ').trim();
  return { kind: 'prose', text, raw, indent, mark };
};

function splitItems(lines: readonly string[]): MessagePart[] {
  const items: { mark: string; lines: string[] }[] = [];
  for (const line of lines) {
    const mark = MARK.exec(line)?.[1];
    if (mark !== undefined || items.length === 0) items.push({ mark: mark ?? '', lines: [line] });
    else items.at(-1)!.lines.push(line);
  }
  return items.map((item) => prose(item.lines, item.mark));
}

export interface NewWords {
  readonly title: string;
  /** One for each part of kind `prose`, in order; one that equals its part's text leaves that as it is. */
  readonly texts: readonly string[];
}

/** The message with other words: fixed lines and trailers are those of before, byte for byte. */
export function joinParts({ prefix, parts, trailers }: MessageParts, words: NewWords, width: number): string {
  let next = 0;
  const lines = parts.map((part) => {
    if (part.kind === 'fixed') return part.raw;
    const text = words.texts[next++] ?? part.text;
    return text === part.text ? part.raw : wrapPart(part, text, width);
  });
  return [`${prefix}${words.title}`, ...lines, ...(trailers === '' ? [] : [trailers])].join('\n');
}

function wrapPart({ mark, indent }: Extract<MessagePart, { kind: 'prose' }>, text: string, width: number): string {
  const lines = wrapText(text, width - indent.length).split('\n');
  return lines.map((line, at) => `${at === 0 && mark !== '' ? mark : indent}${line}`).join('\n');
}
