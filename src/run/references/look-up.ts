import { UsageError } from '../../errors.ts';
import { openMailIndex } from '../../history/index.ts';
import { buildTools } from '../../panel/index.ts';
import type { ToolFinding } from '../../panel/index.ts';
import { resolveCommit } from './find-commit.ts';
import { loadOrKeep } from '../indexing/kept-history.ts';
import { layBench } from '../lay-bench.ts';
import { withIndex } from '../indexing/open-index.ts';
import type { Workspace } from '../workspace.ts';

export interface LookUpRequest {
  /** A tool of the panel that needs neither facts nor neighbours. */
  readonly tool: 'branches_containing' | 'search_mail';
  /** As the tool takes it, without the commit. */
  readonly input: Readonly<Record<string, unknown>>;
  /** A commit as a person writes it; undefined: the newest one of mainline. */
  readonly commit: string | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly signal: AbortSignal;
}

/** What a tool of the panel answers to somebody who judges nothing: no decision is hidden. The index is used as it is. */
export function runLookUp(workspace: Workspace, request: LookUpRequest): Promise<ToolFinding> {
  return withIndex(workspace, { update: false, readOnly: true }, async (store) => {
    const history = await loadOrKeep(workspace, store);
    const bench = layBench(workspace, history, { asOf: request.asOf });
    const sha = request.commit === undefined ? history.mainline.tip : await resolveCommit(workspace, request.commit);
    const mail = request.tool === 'search_mail' ? await openMails(workspace) : undefined;
    try {
      const tools = buildTools({
        ...{ repository: workspace.repository, refs: await workspace.repository.refs(), history, asOf: bench.asOf },
        ...{ sha, onto: bench.onto, hideOwnDecision: false },
        ...(mail === undefined ? {} : { mail }),
      });
      const tool = tools.find(({ name }) => name === request.tool);
      if (tool === undefined) throw new TypeError(`the panel has no tool ${request.tool}`);
      return await tool.run(
        request.commit === undefined ? request.input : { ...request.input, commit: sha },
        request.signal,
      );
    } finally {
      await mail?.close();
    }
  });
}

async function openMails({ inbox, storeFolder }: Workspace): ReturnType<typeof openMailIndex> {
  const mails = inbox.length === 0 ? undefined : await openMailIndex(storeFolder, 'read');
  if (mails !== undefined) return mails;
  throw new UsageError(
    'no-inbox',
    'no list mail is indexed: start with --inbox DIR, after "autosel index --inbox DIR" has read it',
  );
}
