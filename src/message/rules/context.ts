import type { Conventions, Habit, PrefixHabit } from '../conventions/types.ts';
import type { FaultAdvice } from '../fixes/suggest.ts';
import type { Phrase } from '../catalogue/words.ts';
import type { Draft, Finding, Lines, NamedCommit, Severity, Share } from '../types.ts';
import type { RuleName } from './names.ts';

/** A commit that the message names, and what the history has of it. */
export interface Reference {
  readonly place: 'fixes' | 'prose';
  /** Line of the message, from 1. */
  readonly line: number;
  readonly id: string;
  /** As written. */
  readonly subject: string | undefined;
  readonly outcome: ReferenceOutcome;
}

export type ReferenceOutcome =
  | { readonly kind: 'right'; readonly sha: string; readonly subject: string }
  /** Of another project, or nothing that can be told. */
  | { readonly kind: 'external' }
  /** The id is that of another commit; `sha` is the one that the subject names, where there is one, `oneOf` all that it may be. */
  | {
      readonly kind: 'wrong';
      readonly sha: string | undefined;
      readonly subject: string;
      readonly why: Phrase;
      readonly oneOf: readonly NamedCommit[];
    }
  /** No commit here; `sha` is the one that the subject names, where there is one. */
  | { readonly kind: 'unknown'; readonly sha: string | undefined; readonly subject: string | undefined }
  | { readonly kind: 'ambiguous'; readonly why: Phrase; readonly oneOf: readonly NamedCommit[] };

/** What triage and the index say of the commit. */
export interface StableView {
  /** Undefined for what is not committed yet. */
  readonly probability: number | undefined;
  readonly threshold: number;
  /** The release in which what it mends was first; undefined: in none, or not known. */
  readonly faultRelease: string | undefined;
  /** True where the commit named by `Fixes:` is in the index and in no release. */
  readonly faultUnreleased: boolean;
}

/** All that a message is judged by. */
export interface Context {
  readonly draft: Draft;
  readonly conventions: Conventions;
  /** Of the files that are touched, then of their folders; empty where none are known. */
  readonly prefixes: readonly PrefixHabit[];
  readonly paths: readonly string[] | undefined;
  readonly author: { readonly authorName: string; readonly authorEmail: string } | undefined;
  readonly references: readonly Reference[];
  /** Undefined where the changed lines were not looked up. */
  readonly fault: FaultAdvice | undefined;
  readonly stable: StableView | undefined;
}

export type Rule = (context: Context) => readonly Finding[];

export interface Said {
  readonly line?: number | undefined;
  readonly values?: Finding['values'];
  readonly better?: string | undefined;
  readonly replaces?: Lines;
  readonly oneOf?: readonly NamedCommit[];
}

export const find = (rule: RuleName, severity: Severity, said: Said = {}): Finding => {
  const { line, values = {}, better, replaces, oneOf = [] } = said;
  return { rule, severity, line, values, better, replaces, oneOf };
};

/** Fewer cases are no habit. */
const ENOUGH = 20;

/** Whether a project does so nearly always, as far as enough was seen to tell. */
export const isCustom = ({ yes, of }: Share, least = 0.9): boolean => of >= ENOUGH && yes / of >= least;

export const hasHabit = ({ conventions }: Context, habit: Habit, least?: number): boolean =>
  isCustom(conventions.habits[habit], least);

/** `2917 of 2980`, for the reason of a finding. */
export const sayShare = ({ yes, of }: Share): string => `${yes}/${of}`;
export const shareValue = ({ conventions }: Context, habit: Habit): { readonly seen: string } => ({
  seen: sayShare(conventions.habits[habit]),
});
