import type { CheckContext, KindCheck } from './types.ts';
import { openDesk, type Desk } from './desk.ts';
import { parseProse } from './prose.ts';
import { READERS } from './readers.ts';
import { quoted } from './say.ts';
import type { Statement } from './statement.ts';

/** What was found in a text. */
export interface TextChecks {
  readonly checks: readonly KindCheck[];
  /** Statements that were not looked up: there were too many. */
  readonly leftOut: number;
  /** Characters that were not read: the text or a sentence of it is too long. */
  readonly cut: number;
}

/** Statements of one text that are looked up; a longer explanation is no better for it, and the work stays bounded. */
const MOST_STATEMENTS = 300;

/**
 * Looks up everything in free text that can be looked up: ids, lines, quotes, versions, branches, numbers, trailers, people, dates.
 * Each statement once. A thing that this repository cannot tell is `unknown`, never guessed.
 */
export async function checkText(text: string, context: CheckContext): Promise<TextChecks> {
  const prose = parseProse(text);
  const statements = unique(READERS.flatMap((read) => read(prose)));
  const looked = statements.slice(0, MOST_STATEMENTS);
  const checks: KindCheck[] = [];
  for (const statement of looked) {
    const check = await lookUp(statement, openDesk(context));
    if (check !== undefined) checks.push(check);
  }
  return { checks, leftOut: statements.length - looked.length, cut: prose.cut };
}

async function lookUp({ kind, what, check }: Statement, desk: Desk): Promise<KindCheck | undefined> {
  const outcome = await check(desk);
  return outcome === undefined ? undefined : { kind, what: plain(what), ...outcome };
}

/** One line without control characters: it is printed and mailed. */
const plain = (text: string): string => quoted(text, 200).slice(1, -1);

function unique(statements: readonly Statement[]): readonly Statement[] {
  const seen = new Set<string>();
  return statements.filter(({ kind, what }) => {
    const key = `${kind}\0${what}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
