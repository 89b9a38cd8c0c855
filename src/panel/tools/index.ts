import type { PanelTool } from '../types.ts';
import { layBench } from './bench.ts';
import { blameLines } from './blame-lines.ts';
import { branchesContaining } from './branches-containing.ts';
import { dryRunPick } from './dry-run-pick.ts';
import { factsOf } from './facts-of.ts';
import { findCallers } from './find-callers.ts';
import { findDefinition } from './find-definition.ts';
import { grep } from './grep.ts';
import { logFunction } from './log-function.ts';
import { logLines } from './log-lines.ts';
import { logPath } from './log-path.ts';
import { readFile } from './read-file.ts';
import { resolveId } from './resolve-id.ts';
import { searchDocs } from './search-docs.ts';
import { searchMail } from './search-mail.ts';
import { showCommit } from './show-commit.ts';
import { similarCommits } from './similar-commits.ts';
import { tagsContaining } from './tags-containing.ts';
import type { Toolbox } from './toolbox.ts';

export type { Toolbox, ToolQuestion } from './toolbox.ts';
export { hideDecision } from './hidden-decision.ts';
export { findOrders } from './orders.ts';
export type { Order } from './orders.ts';

/** The tools of one commit's judgement, each only where the toolbox has what it needs. */
export function buildTools(toolbox: Toolbox): readonly PanelTool[] {
  const bench = layBench(toolbox);
  const { facts, similar, mail, docs } = toolbox;
  return [
    ...[showCommit, readFile, logPath, logFunction, logLines, blameLines, grep, findDefinition, findCallers].map(
      (build) => build(bench),
    ),
    ...[branchesContaining, tagsContaining, dryRunPick, resolveId].map((build) => build(bench)),
    ...(facts === undefined ? [] : [factsOf(bench, facts)]),
    ...(similar === undefined ? [] : [similarCommits(bench, similar)]),
    ...(mail === undefined ? [] : [searchMail(bench, mail)]),
    ...(docs === undefined ? [] : [searchDocs(bench, docs)]),
  ];
}
