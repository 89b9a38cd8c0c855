import type { LogReply } from '../../git/index.ts';
import { plural, sayCommit } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Found } from './define-tool.ts';

/** Commits asked beyond the limit, since some may not have been known on the day. */
export const SPARE = 10;

/** A log as an answer: what was not known on the day is passed over. */
export async function answerLog(
  bench: Bench,
  reply: LogReply,
  { limit, of, source }: { readonly limit: number; readonly of: string; readonly source: readonly string[] },
): Promise<Found> {
  const commits = await bench.day.known(reply.shas);
  const shown = commits.slice(0, limit);
  const more = commits.length > limit ? 'there are older ones: begin with the oldest one as revision' : undefined;
  return {
    says:
      shown.length === 0
        ? `No commit that is known changed ${of}.`
        : `${plural(shown.length, 'commit')} that changed ${of}, newest first.`,
    source,
    lines: shown.map(sayCommit),
    cut: reply.cut ?? more,
  };
}
