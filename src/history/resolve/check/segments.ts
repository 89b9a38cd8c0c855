/** A part of a file that is somebody's words: the message of a commit, a mail, a page. */
export interface Segment {
  /** Characters of the file. */
  readonly from: number;
  readonly to: number;
  /** Headers of a mail whose words are encoded (quoted-printable, base64, several parts): those cannot be rewritten in place. */
  readonly encoded: string | undefined;
  /** Subject of the mail, without its marks in brackets. */
  readonly title: string | undefined;
  /** Other than ASCII may be put in. */
  readonly unicode: boolean;
}

export type FileForm = 'message' | 'page';

const SCISSORS = /^\S{1,4} -{8,} >8 -{8,}\s*$/;
const MBOX = /^From \S+.*\d\d:\d\d/;
const HEADER = /^[A-Za-z][A-Za-z0-9-]*:(?:\s|$)/;
const LOG = /^commit [0-9a-f]{40,64}(?: \(.*\))?$/;
/** What stands below it; in a message such a line names a commit. */
const BELOW_LOG = /^(?:(?:Author|Merge|Reflog): |gpg: |tree [0-9a-f]{40,64}$)/;
const DIFF = /^(?:diff --(?:git|cc|combined) |Index: \S|--- (?:a\/|\/dev\/null)|=== modified )/;
const NO_WORDS = /^(?:base-commit|prerequisite-patch-id): /;

type State = 'words' | 'headers' | 'diff';

interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Tells words from mail headers, diffs and what git puts below a message. Lines that begin with `#` are comments of a
 * commit message in the making, but titles of a page.
 */
export function splitSegments(text: string, form: FileForm): readonly Segment[] {
  const reader = new SegmentReader(form === 'message');
  const lines = [...readLines(text)];
  for (const [at, line] of lines.entries()) if (!reader.take(line, lines[at + 1]?.text)) break;
  return reader.end();
}

function* readLines(text: string): Generator<Line, void, void> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end + 1;
    yield { text: text.slice(from, end < 0 ? to : end).replace(/\r$/, ''), from, to };
    from = to;
  }
}

class SegmentReader {
  readonly #message: boolean;
  readonly #found: Segment[] = [];
  #state: State = 'words';
  #headers: string[] = [];
  #isMail = false;
  #from: number | undefined;
  #to = 0;
  #first = true;

  constructor(message: boolean) {
    this.#message = message;
  }

  /** False when nothing behind the line counts. */
  take(line: Line, next: string | undefined): boolean {
    const { text } = line;
    if (this.#message && SCISSORS.test(text)) return false;
    if (MBOX.test(text) || (this.#first && this.#beginsMail(text))) this.#begin(text);
    else if (this.#beginsLog(text, next)) this.#begin(text);
    else if (this.#state === 'headers') this.#takeHeader(text);
    else if (this.#state === 'words') this.#takeWords(line);
    this.#first = false;
    return true;
  }

  end(): readonly Segment[] {
    this.#close();
    return this.#found;
  }

  #beginsMail(text: string): boolean {
    return /^(?:From|Subject|Date|To|Message-I[Dd]|Received|Return-Path|Delivered-To|MIME-Version): /.test(text);
  }

  #beginsLog(text: string, next: string | undefined): boolean {
    const inWords = this.#isMail && this.#state !== 'diff';
    return !inWords && LOG.test(text) && next !== undefined && BELOW_LOG.test(next);
  }

  #begin(text: string): void {
    this.#close();
    this.#state = 'headers';
    this.#isMail = !LOG.test(text);
    this.#headers = HEADER.test(text) ? [text] : [];
  }

  #takeHeader(text: string): void {
    if (text !== '') this.#headers.push(text);
    else this.#state = 'words';
  }

  #takeWords(line: Line): void {
    const ends = this.#isMail && (line.text === '---' || line.text === '-- ');
    if (ends || DIFF.test(line.text)) {
      this.#close();
      this.#state = 'diff';
    } else if (!this.#skips(line.text)) {
      this.#from ??= line.from;
      this.#to = line.to;
    } else if (this.#from !== undefined) this.#close();
  }

  #skips(text: string): boolean {
    return NO_WORDS.test(text) || (this.#message && !this.#isMail && text.startsWith('#'));
  }

  #close(): void {
    if (this.#from !== undefined) {
      const headers = this.#headers.join('\n');
      const encoded =
        /^content-transfer-encoding:\s*(?:quoted-printable|base64)/im.test(headers) ||
        /^content-type:\s*multipart\//im.test(headers);
      const unicode = !this.#isMail || /charset\s*=\s*"?utf-?8/i.test(headers);
      const title = /^subject:[ \t]*(?:\[[^\]]*\][ \t]*)*(.*(?:\n[ \t].*)*)/im.exec(headers)?.[1].replace(/\s+/g, ' ');
      this.#found.push({ from: this.#from, to: this.#to, title, encoded: encoded ? headers : undefined, unicode });
    }
    this.#from = undefined;
  }
}
