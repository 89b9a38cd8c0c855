import { rmSync } from 'node:fs';
import { runCli, startCli } from './cli.ts';

export interface KillPlan {
  /** Command line that is killed; it must name `store`. */
  readonly killed: readonly string[];
  /** Command line whose stdout must come out the same; it must name `store`. */
  readonly asked: readonly string[];
  readonly store: string;
  readonly cwd: string;
  /** Milliseconds after the start. */
  readonly moment: number;
}

export interface KillOutcome {
  /** False when the command had ended before its moment. */
  readonly wasKilled: boolean;
  readonly stdout: string;
  readonly code: number | null;
}

/** Kills a command with SIGKILL at a moment, then asks again on the same store. */
export async function killAndAsk({ killed, asked, cwd, moment }: KillPlan): Promise<KillOutcome> {
  const { child, ended } = startCli(killed, { cwd });
  const timer = setTimeout(() => child.kill('SIGKILL'), moment);
  const { signal } = await ended;
  clearTimeout(timer);
  const { stdout, code } = await runCli(asked, { cwd });
  return { wasKilled: signal === 'SIGKILL', stdout, code };
}

/** Milliseconds that a command takes on a fresh store. */
export async function timeCli(
  args: readonly string[],
  place: { readonly store: string; readonly cwd: string },
): Promise<number> {
  rmSync(place.store, { recursive: true, force: true });
  const start = performance.now();
  await runCli(args, place);
  return performance.now() - start;
}

/** Moments spread over a span at random, the same for the same seed (mulberry32). */
export function spreadMoments(count: number, span: number, seed: number): number[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, (_, at) => ((at + random()) / count) * span);
}
