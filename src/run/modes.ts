import type { MailMode, SubsystemConfig } from '../config-mail.ts';
import { compilePathPattern } from '../evidence/index.ts';

/** What the modes say about one proposal. */
export interface ModeAnswer {
  readonly mode: MailMode;
  /** The table that decided; undefined where none names its paths. */
  readonly subsystem: SubsystemConfig | undefined;
}

/** From the one that lets most through to the one that lets nothing through. */
const STRICTNESS: readonly MailMode[] = ['normal', 'digest-only', 'ack-required', 'only-failures', 'opt-in', 'opt-out'];

export interface ModeQuestion {
  readonly paths: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
}

/**
 * For each path the first table that names it counts; over the paths of a commit the strictest mode does: a patch through three
 * subsystems respects all of them. `opt-in` lets the authors of its table through.
 */
export function makeModes(tables: readonly SubsystemConfig[]): (question: ModeQuestion) => ModeAnswer {
  const compiled = tables.map((table) => ({
    table,
    patterns: table.paths.flatMap((path) => compilePathPattern(path) ?? []),
  }));
  return ({ paths, author }) => {
    const answers = paths.flatMap((path): ModeAnswer[] => {
      const found = compiled.find(({ patterns }) => patterns.some((pattern) => pattern.test(path)))?.table;
      return found === undefined ? [] : [{ mode: modeFor(found, author), subsystem: found }];
    });
    return answers.toSorted((a, b) => strictness(b) - strictness(a))[0] ?? { mode: 'normal', subsystem: undefined };
  };
}

const strictness = ({ mode }: ModeAnswer): number => STRICTNESS.indexOf(mode);

function modeFor({ mode, authors }: SubsystemConfig, author: ModeQuestion['author']): MailMode {
  if (mode !== 'opt-in') return mode;
  const names = [author.name, author.email].map((name) => name.toLowerCase());
  return authors.some((entry) => names.includes(entry.trim().toLowerCase())) ? 'normal' : 'opt-in';
}
