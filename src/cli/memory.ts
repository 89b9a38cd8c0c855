import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Progress } from '../run/index.ts';

/** Work units between two looks at the memory within one step; 10,000 commits leave about 130 MB of buffers behind. */
const EVERY = 10_000;
/** A collection goes through everything that is loaded: half a second of CPU on a large history, so it must be worth it. */
const WORTH = 100 * 1024 ** 2;

export interface Memory {
  /** Bytes that the process holds. */
  readonly held: () => number;
  readonly collect: () => void;
}

/**
 * Collects garbage when a step begins and within long ones, where memory grew since the last time. V8 counts the buffers of read commits
 * hardly at all and lets them pile up: indexing 45,000 commits took 1.3 GB without this.
 */
export function collectBetweenSteps(report: Progress, memory: Memory = ownMemory()): Progress {
  let [step, done, settled] = ['', 0, Infinity];
  return (event) => {
    if (event.step !== step || event.done - done >= EVERY) {
      [step, done] = [event.step, event.done];
      if (memory.held() - settled > WORTH) {
        memory.collect();
        settled = memory.held();
      } else settled = Math.min(settled, memory.held());
    }
    report(event);
  };
}

function ownMemory(): Memory {
  setFlagsFromString('--expose-gc');
  return { held: () => process.memoryUsage.rss(), collect: runInNewContext('gc') as () => void };
}
