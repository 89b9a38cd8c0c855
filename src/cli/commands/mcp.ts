import process from 'node:process';
import type { Command } from 'commander';
import type { Workspace } from '../../run/index.ts';
import { act, addCommonOptions, addInboxOption, loadReviewsOf, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { ServerParts } from '../mcp/index.ts';
import { parsePort } from '../numbers.ts';
import type { Declaring } from '../declaring.ts';

interface Options {
  readonly http?: string | true;
  readonly tokenFile?: string;
  readonly reports?: readonly string[];
  readonly cves?: string;
  readonly template?: string;
}

const EXAMPLES = `
Examples:
  autosel mcp --repo ~/linux --reports out           for an agent that starts it and talks over stdin and stdout
  AUTOSEL_MCP_TOKEN=… autosel mcp --http 8011        for agents that call http://127.0.0.1:8011/mcp with that token

It only reads, from the index as it is: run "autosel index" to renew that. It ends with Ctrl-C, or when stdin ends.`;

/** Calls that wait, and how long one may take. */
const LIMITS = { waiting: 16, milliseconds: 120_000 };

export function declareMcp(program: Command, declaring: Declaring): void {
  const command = program
    .command('mcp')
    .description(
      'answers the tools of agents (Model Context Protocol): resolve, explain, similar, branches, mail, proposals, CVEs',
    )
    .option('--http [port]', 'on 127.0.0.1 in place of stdin and stdout; without a port any that is free')
    .option('--token-file <file>', 'holds the token of --http (default: the environment variable AUTOSEL_MCP_TOKEN)')
    .option(
      '--reports <dir>',
      'a folder that --out wrote, to be read as resources; may be given again',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option(
      '--cves <dir>',
      'a folder of CVEs: a clone of the public records, or its cve/ (default: cve.folder of the config)',
    )
    .option(
      '--template <name>',
      'how the CNA of those writes: linux, dpdk, xen or a file (default: cve.template of the config, else linux)',
    )
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, serve));
  addInboxOption(addCommonOptions(command));
}

async function serve(session: Session<Options>): Promise<number> {
  const { options, terminal } = session;
  const { openHttp, readToken } = await import('../mcp/index.ts');
  const { http } = options;
  const port = http === undefined || http === true ? 0 : parsePort(http, '--http');
  const token = http === undefined ? undefined : await readToken(options.tokenFile, terminal.env);
  return withWorkspace(session, async (workspace) => {
    const parts = await buildParts(session, { ...workspace, kept: {} });
    if (token === undefined) await serveStdio(parts, terminal.signal);
    else {
      const door = await openHttp(parts, { port, token });
      session.note(`autosel: listening on ${door.url}`);
      await aborted(terminal.signal);
      await door.close();
    }
    return EXIT.fine;
  });
}

async function buildParts({ options, note, version }: Session<Options>, workspace: Workspace): Promise<ServerParts> {
  const { makeTurns, openReportFolders, planTools } = await import('../mcp/index.ts');
  const reports = await openReportFolders(options.reports ?? []);
  const { repo, store, mainline } = options;
  const { folder, template: own = 'linux' } = workspace.config.cve;
  const { cves = folder, template = own } = options;
  return {
    version,
    reports,
    turns: makeTurns(LIMITS),
    note,
    tools: planTools({ workspace, loadReviews: loadReviewsOf, reports, repo, store, mainline, cves, template }),
  };
}

async function serveStdio(parts: ServerParts, signal: AbortSignal): Promise<void> {
  const { buildServer, openStdio } = await import('../mcp/index.ts');
  const server = buildServer(parts);
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve));
  await server.connect(openStdio());
  await Promise.race([ended, aborted(signal)]);
  await server.close();
}

const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
