import process from 'node:process';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

/** Messages over stdin and stdout, a line each. A line that is no message is answered, as JSON-RPC wants it, and the next one is read. */
export const openStdio = (): StdioServerTransport => Object.assign(new StdioServerTransport(), { onerror: answer });

function answer(error: Error): void {
  const said = explain(error);
  if (said !== undefined) process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: null, error: said })}\n`);
}

/** Undefined for failures that are not about what somebody wrote. */
function explain(error: Error): { readonly code: number; readonly message: string } | undefined {
  if (error instanceof SyntaxError)
    return {
      code: ErrorCode.ParseError,
      message: 'Parse error: a line that is no JSON; write one JSON-RPC message a line',
    };
  if (error instanceof z.core.$ZodError)
    return { code: ErrorCode.InvalidRequest, message: 'Invalid Request: a line that is no message of JSON-RPC 2.0' };
  return undefined;
}
