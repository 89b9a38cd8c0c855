import type { Clock } from './clock.ts';

export interface GateTerms {
  /** Attempts under way at once. */
  readonly concurrency: number;
  /** Attempts begun within any 60 seconds; undefined for no limit. */
  readonly requestsPerMinute: number | undefined;
}

const MINUTE = 60_000;

/** Lets attempts through one after the other, in order of arrival, as fast as the limits of a service allow. */
export class Gate {
  readonly #terms: GateTerms;
  readonly #clock: Clock;
  readonly #begun: number[] = [];
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #closedUntil = 0;

  constructor(terms: GateTerms, clock: Clock) {
    this.#terms = terms;
    this.#clock = clock;
    this.#free = terms.concurrency;
  }

  /** Waits for a place and returns how to give it back. Rejects when the signal ends the wait; the place is then free. */
  async enter(signal: AbortSignal): Promise<() => void> {
    await this.#take(signal);
    try {
      for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#clock.sleep(wait, signal);
      signal.throwIfAborted();
    } catch (error) {
      this.#give();
      throw error;
    }
    this.#begun.push(this.#clock.now());
    return () => this.#give();
  }

  /** The service asked everybody to wait. */
  closeFor(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now() + ms);
  }

  #wait(): number {
    const now = this.#clock.now();
    const { requestsPerMinute } = this.#terms;
    while (this.#begun.length > 0 && this.#begun[0] <= now - MINUTE) this.#begun.shift();
    const full = requestsPerMinute !== undefined && this.#begun.length >= requestsPerMinute;
    const next = full ? this.#begun[this.#begun.length - requestsPerMinute] + MINUTE : now;
    return Math.max(next, this.#closedUntil) - now;
  }

  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(signal.reason as Error);
    };
    this.#waiting.push(resolve);
    signal.addEventListener('abort', leave, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', leave));
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
