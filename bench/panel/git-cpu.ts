import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100;

/** CPU seconds of processes below this one, living and ended: git. */
export function gitCpu(): number {
  const own = statOf('self');
  let ticks = own[13] + own[14];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat[1] === process.pid) ticks += stat[11] + stat[12] + stat[13] + stat[14];
  }
  return ticks / TICKS;
}

/** Fields of /proc/PID/stat behind the name: state, ppid, … utime is 11, stime 12, cutime 13, cstime 14. */
function statOf(pid: string): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return [];
  }
}
