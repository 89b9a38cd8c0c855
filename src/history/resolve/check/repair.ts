import type { CommitRow } from '../types.ts';
import { endOf } from './find.ts';
import { USUAL_DIGITS } from './judge.ts';
import type { CheckedReference, FoundReference, Span } from './types.ts';

export interface RepairRules {
  /** Also what is right but written unlike it is usual. */
  readonly strict: boolean;
  /** Text that is no ASCII may be put in: false for a mail that says it holds none. */
  readonly unicode: boolean;
}

export interface Repaired {
  readonly text: string;
  /** References that were rewritten. */
  readonly done: readonly CheckedReference[];
}

const LINE_LENGTH = 75;

/** The text with every reference right of which it is sure what is meant; all else stays as it is, to the letter. */
export function repairText(text: string, checked: readonly CheckedReference[], rules: RepairRules): Repaired {
  const done: CheckedReference[] = [];
  const parts: string[] = [];
  let behind = 0;
  for (const each of checked) {
    const written = renderRepaired(text, each, rules);
    if (written === undefined) continue;
    const [from, to] = spanOf(each.found);
    if (written === text.slice(from, to)) continue;
    parts.push(text.slice(behind, from), written);
    behind = to;
    done.push(each);
  }
  return { text: parts.join('') + text.slice(behind), done };
}

const spanOf = (found: FoundReference): Span => [
  found.idAt[0],
  found.subject?.at === undefined ? found.idAt[1] : endOf(found),
];

function renderRepaired(text: string, { found, verdict }: CheckedReference, rules: RepairRules): string | undefined {
  const { commit, sure, worth, notes } = verdict;
  if (commit === undefined || !sure) return undefined;
  const restyle = rules.strict && found.style === 'fixes' && notes.length > 0 && worth === 'right';
  if (worth !== 'wrong' && !restyle) return undefined;
  const written = renderReference(text, found, commit);
  return rules.unicode || !/[^\0-\x7f]/.test(written) ? written : undefined;
}

/** How the reference reads when it names `commit`: digits, brackets and quotes as they were. */
export function renderReference(text: string, found: FoundReference, commit: CommitRow): string {
  const { idAt, subject } = found;
  const digits = commit.sha.slice(0, found.id.length >= 40 ? undefined : Math.max(USUAL_DIGITS, found.id.length));
  const title = commit.subject.replace(/\p{Cc}/gu, ' ');
  if (subject?.at === undefined || !subject.quoted) return found.style === 'fixes' ? `${digits} ("${title}")` : digits;
  const before = text.slice(idAt[1], subject.at[0]);
  const behind = subject.closed ? text.slice(subject.at[1], subject.end) : closing(before);
  const line = `${digits}${before}${title}${behind}`;
  const wrapped = /\n/.test(text.slice(idAt[0], subject.end));
  if (!wrapped) return line;
  return found.style === 'fixes' ? line.replace(/[ \t]*\r?\n[ \t>]*/g, ' ') : wrapAgain(text, found, line);
}

const closing = (before: string): string => (before.includes('(') ? '")' : '"');

/** A line that a mail program or git would read as something else must not come about. */
const RISKY = /(?:^|\s)(?:From|---|diff|Index:|[A-Za-z-]+:)(?:\s|$)/;

/** Breaks the words anew where the reference was broken before, with the same indentation. */
function wrapAgain(text: string, { idAt, subject }: FoundReference, line: string): string {
  const original = text.slice(idAt[0], subject?.end ?? idAt[1]);
  const indent = /\n([ \t>]*)/.exec(original)?.[1] ?? '';
  const flat = line.replace(/\s*\n[ \t>]*/g, ' ');
  if (RISKY.test(flat)) return flat;
  const lines = [''];
  let column = idAt[0] - (text.lastIndexOf('\n', idAt[0] - 1) + 1);
  for (const word of flat.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && column + 1 + word.length > LINE_LENGTH) {
      lines.push(word);
      column = indent.length + word.length;
    } else {
      lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
      column += word.length + (last === '' ? 0 : 1);
    }
  }
  return lines.join(`\n${indent}`);
}
