import {
  sayFinding,
  sayPhrase,
  sayWord,
  type Catalogue,
  type NamedCommit,
  type RuleName,
  type Severity,
} from '../../message/index.ts';
import { isoDate } from '../dates.ts';
import type { CheckedMessage } from './check.ts';

/** What `message --json` prints of one message. */
export interface SaidMessage {
  readonly name: string;
  readonly sha: string | undefined;
  readonly subject: string;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly SaidFinding[];
  /** What was not looked at, and why. */
  readonly skipped: readonly string[];
  /** The model that translated the sentences; undefined: a catalogue of ours said them. */
  readonly translatedBy: string | undefined;
}

export interface SaidFinding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Line of the message, from 1. */
  readonly line: number | undefined;
  readonly says: string;
  /** What to write instead, or in addition. */
  readonly better: string | undefined;
  /** Commits of which one is meant, newest first: id, subject and day of the first of them. */
  readonly oneOf: readonly string[];
}

const MOST_NAMED = 5;

/** Findings in the words of a language. */
export function sayMessage({ input, findings, skipped }: CheckedMessage, catalogue: Catalogue): SaidMessage {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return {
    ...{ name: input.name, sha: input.sha, subject: input.text.split('\n', 1)[0], counts },
    skipped: skipped.map((phrase) => sayPhrase(catalogue, phrase)),
    findings: findings.map((finding) => ({
      ...{ rule: finding.rule, severity: finding.severity, line: finding.line },
      ...{ says: sayFinding(catalogue, finding), better: finding.better },
      oneOf: listCommits(finding.oneOf, catalogue),
    })),
    translatedBy: undefined,
  };
}

function listCommits(commits: readonly NamedCommit[], catalogue: Catalogue): readonly string[] {
  const shown = commits
    .slice(0, MOST_NAMED)
    .map(({ sha, subject, time }) => `${sha.slice(0, 12)} ("${subject}"), ${isoDate(time).slice(0, 10)}`);
  const left = commits.length - shown.length;
  return left === 0 ? shown : [...shown, sayWord(catalogue, 'more', { count: String(left) })];
}
