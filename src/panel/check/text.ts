import type { CheckContext, KindCheck, StatementKind } from './types.ts';
import { openDesk, type Desk } from './desk.ts';
import { parseProse, type Sentence } from './prose.ts';
import { READERS } from './readers.ts';
import { quoted } from './say.ts';
import type { Statement } from './statement.ts';
import { unreadIn } from './unread.ts';

/** What was found in a text. */
export interface TextChecks {
  readonly checks: readonly KindCheck[];
  /** Sentences with something in them that could be looked up and that no reader took, with what that is. */
  readonly unchecked: readonly { readonly text: string; readonly what: string }[];
  /** Statements that were not looked up, and sentences that are not listed: there were too many. */
  readonly leftOut: number;
  /** Characters that were not read: the text or a sentence of it is too long. */
  readonly cut: number;
}

/** Statements of one text that are looked up; a longer explanation is no better for it, and the work stays bounded. */
const MOST_STATEMENTS = 300;
/** Sentences that are listed as not checked. */
const MOST_UNCHECKED = 100;

/**
 * Looks up everything in free text that can be looked up: ids, lines, quotes, versions, branches, numbers, trailers, people, dates.
 * Each statement once. A thing that this repository cannot tell is `unknown`, never guessed.
 */
export async function checkText(text: string, context: CheckContext): Promise<TextChecks> {
  const prose = parseProse(text);
  const all = READERS.flatMap((read) => read(prose));
  const statements = unique(all);
  const looked = statements.slice(0, MOST_STATEMENTS);
  const checks: KindCheck[] = [];
  const told = new Set<string>();
  for (const statement of looked) {
    const check = await lookUp(statement, openDesk(context));
    if (check === undefined) continue;
    checks.push(check);
    told.add(keyOf(statement));
  }
  const unread = unreadIn(prose.sentences, takenBy(all.filter((statement) => told.has(keyOf(statement)))));
  return {
    checks,
    unchecked: unread.slice(0, MOST_UNCHECKED).map(({ sentence, what }) => ({ text: plain(sentence.text), what })),
    leftOut: statements.length - looked.length + Math.max(0, unread.length - MOST_UNCHECKED),
    cut: prose.cut,
  };
}

function takenBy(statements: readonly Statement[]): ReadonlyMap<Sentence, ReadonlySet<StatementKind>> {
  const taken = new Map<Sentence, Set<StatementKind>>();
  for (const { sentence, kind } of statements) {
    if (sentence === undefined) continue;
    const kinds = taken.get(sentence) ?? new Set();
    taken.set(sentence, kinds.add(kind));
  }
  return taken;
}

async function lookUp({ kind, what, id, check }: Statement, desk: Desk): Promise<KindCheck | undefined> {
  const outcome = await check(desk);
  return outcome === undefined ? undefined : { kind, id, what: plain(what), ...outcome };
}

/** One line without control characters: it is printed and mailed. */
const plain = (text: string): string => quoted(text, 200).slice(1, -1);

const keyOf = ({ kind, what }: Statement): string => `${kind}\0${what}`;

function unique(statements: readonly Statement[]): readonly Statement[] {
  const seen = new Set<string>();
  return statements.filter((statement) => {
    const key = keyOf(statement);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
