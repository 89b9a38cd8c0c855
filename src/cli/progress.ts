import type { Progress, ProgressEvent } from '../run/index.ts';
import { fitText, plainText } from './width.ts';

export interface ProgressScreen {
  write(text: string): unknown;
  /** True on a terminal: one line that changes; false: a plain line every few seconds. */
  readonly live: boolean;
  readonly columns: number;
  /** Milliseconds from some fixed moment. */
  now(): number;
}

export interface ProgressLine {
  readonly report: Progress;
  /** Takes the changing line away, so that other text can follow. */
  clear(): void;
}

/** A terminal line is drawn at most this often, in milliseconds. */
const LIVE_EVERY = 100;
/** A log gets a line at most this often, in milliseconds. */
const LOG_EVERY = 5000;

/** Shows long work on stderr: step, count, rate and time left. */
export function startProgress(screen: ProgressScreen): ProgressLine {
  const shown = { step: '', since: 0, at: -Infinity, drawn: false };
  const every = screen.live ? LIVE_EVERY : LOG_EVERY;
  const clear = () => {
    if (shown.drawn) screen.write('\r\u001b[2K');
    shown.drawn = false;
  };
  const report = (event: ProgressEvent) => {
    const now = screen.now();
    if (event.step !== shown.step)
      Object.assign(shown, { step: event.step, since: now, at: screen.live ? -Infinity : now });
    if (now - shown.at < every) return;
    shown.at = now;
    const line = renderProgress(event, (now - shown.since) / 1000);
    clear();
    screen.write(screen.live ? fitText(line, screen.columns - 1) : `${line}\n`);
    shown.drawn = screen.live;
  };
  return { report, clear };
}

/** No progress at all: `--quiet`. */
export const NO_PROGRESS: ProgressLine = { report: () => {}, clear: () => {} };

/** `reading commits: 12,000 of 55,000 commits, 1,020/s, 42 s left` after `seconds` of this step. */
export function renderProgress(event: ProgressEvent, seconds: number): string {
  const { done, total, unit } = event;
  const count = total === undefined ? `${number(done)} ${unit}` : `${number(done)} of ${number(total)} ${unit}`;
  const rate = seconds >= 1 && done > 0 ? done / seconds : undefined;
  const parts = [count];
  if (rate !== undefined) parts.push(`${number(rate)}/s`);
  if (rate !== undefined && total !== undefined && total > done)
    parts.push(`${renderSeconds((total - done) / rate)} left`);
  return plainText(`${event.step}: ${parts.join(', ')}`);
}

function number(value: number): string {
  const rounded = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return rounded.toLocaleString('en-US');
}

/** `42 s`, `3 min 20 s`, `2 h 5 min`. */
export function renderSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
