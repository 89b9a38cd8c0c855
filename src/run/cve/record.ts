import {
  buildRecord,
  checkRecord,
  renderRecord,
  type CveCase,
  type RecordValidator,
  type ReviewedLists,
  type Template,
} from '../../cve/index.ts';
import { resolveCommit } from '../references/find-commit.ts';
import type { Workspace } from '../workspace.ts';
import { parseGivenPairs, readCase, type GivenParts } from './case.ts';
import { runPairs, type PairsAnswer } from './pairs.ts';

export interface CaseRequest {
  readonly id: string;
  /** Fixes as a person writes them, the first one gives title and text. */
  readonly commits: readonly string[];
  readonly vulnerable: readonly string[];
  readonly lists: ReviewedLists;
  readonly update: boolean;
  readonly parts: GivenParts;
}

export interface FoundCase {
  readonly given: CveCase;
  /** How the pairs came about; undefined where they were given. */
  readonly pairs: PairsAnswer | undefined;
}

/** Gathers a case from a repository. Errors as for pairs. */
export async function runCase(workspace: Workspace, request: CaseRequest): Promise<FoundCase> {
  const { id, parts } = request;
  const pairs = parts.pairs === undefined ? await runPairs(workspace, request) : undefined;
  const commits = pairs?.commits ?? (await Promise.all(request.commits.map((name) => resolveCommit(workspace, name))));
  const given = parts.pairs === undefined ? [] : parseGivenPairs(parts.pairs);
  const asked = { id, commits, pairs: pairs?.pairs ?? given, parts };
  return { given: await readCase(workspace.repository, asked), pairs };
}

/** The record as the text of its file, once the official schema takes it. UsageError `cve-schema`, errors of a case. */
export function renderCheckedRecord(given: CveCase, template: Template, validate: RecordValidator): string {
  const record = buildRecord(given, template);
  checkRecord(record, validate, given.id);
  return renderRecord(record);
}
