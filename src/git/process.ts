import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { InfrastructureError } from '../errors.ts';
import { buildDiscoveryEnvironment, buildEnvironment, globalOptions } from './environment.ts';
import { buildGitError, gitMissingError, stoppedError } from './failure.ts';
import type { GitEnd } from './failure.ts';

const maxStderr = 16 * 1024;

/** One running git. Its stdin errors are swallowed: a child that died early is reported by its end instead. */
export interface GitChild {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  /** What it prints, as it comes; reading no further holds git back. Throws StoppedError when it was ended on request. */
  chunks(): AsyncGenerator<Buffer, void, void>;
  /** Settles when the process is gone and its pipes are closed. Rejects only when git could not be started. */
  readonly ended: Promise<GitEnd>;
  /** Ends the process if it still runs, and waits until it is gone. */
  stop(): Promise<void>;
}

/** The only place that starts git. Every child is known here, so that all can be ended and reaped. */
export class Git {
  /** Where git runs; for messages and as working folder. */
  readonly dir: string;
  readonly #environment: Record<string, string>;
  readonly #options: readonly string[];
  readonly #signal: AbortSignal | undefined;
  readonly #running = new Set<GitChild>();
  readonly #onAbort = (): void => void this.close();

  private constructor(
    dir: string,
    surroundings: { environment: Record<string, string>; options: readonly string[] },
    signal?: AbortSignal,
  ) {
    this.dir = dir;
    this.#environment = surroundings.environment;
    this.#options = surroundings.options;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
  }

  /** For finding the repository that `dir` lies in. */
  static inFolder(dir: string, signal?: AbortSignal): Git {
    return new Git(dir, { environment: buildDiscoveryEnvironment(process.env), options: ['--no-pager'] }, signal);
  }

  /** For a repository whose git directory is known. */
  static inRepository(gitDir: string, signal?: AbortSignal, more: Readonly<Record<string, string>> = {}): Git {
    const environment = { ...buildEnvironment(process.env, gitDir), ...more };
    return new Git(gitDir, { environment, options: globalOptions }, signal);
  }

  start(args: readonly string[]): GitChild {
    this.throwIfStopped();
    const child = spawn('git', [...this.#options, ...args], {
      cwd: this.dir,
      env: this.#environment,
      stdio: 'pipe',
      windowsHide: true,
    });
    const started = follow(child, { args, dir: this.dir, stopped: () => this.throwIfStopped() });
    this.#running.add(started);
    const forget = (): void => void this.#running.delete(started);
    started.ended.then(forget, forget);
    return started;
  }

  /** Runs git to its end and returns its stdout. Throws when it fails, prints more than `maxBytes`, or is stopped. */
  async read(args: readonly string[], options: ReadOptions = {}): Promise<Buffer> {
    const { end, stdout } = await this.attempt(args, options);
    if (end.code !== 0) throw buildGitError(end);
    return stdout;
  }

  /** Like {@link read}, for commands whose failing means something. */
  async attempt(args: readonly string[], options: ReadOptions = {}): Promise<{ end: GitEnd; stdout: Buffer }> {
    const child = this.start(args);
    try {
      child.stdin.end(options.input ?? '');
      const stdout = await collect(child, options.maxBytes ?? 1024 ** 3, args);
      const end = await child.ended;
      this.throwIfStopped();
      return { end, stdout };
    } finally {
      await child.stop();
    }
  }

  throwIfStopped(): void {
    if (this.#signal?.aborted === true) throw stoppedError(this.#signal.reason);
  }

  /** Ends all children and waits for them. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => child.stop()));
    if (this.#signal?.aborted !== true) this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

export interface ReadOptions {
  readonly input?: string | Buffer;
  readonly maxBytes?: number;
}

interface Launch {
  readonly args: readonly string[];
  readonly dir: string;
  /** Throws when the person asked to stop. */
  readonly stopped: () => void;
}

function follow(child: ChildProcessWithoutNullStreams, { args, dir, stopped }: Launch): GitChild {
  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    stderr = (stderr + text).slice(-maxStderr);
  });
  child.stdin.on('error', () => {});
  const { promise: ended, resolve, reject } = Promise.withResolvers<GitEnd>();
  child.on('error', (error: NodeJS.ErrnoException) => {
    reject(error.code === 'ENOENT' ? gitMissingError(error) : error);
  });
  child.on('close', (code, signal) => resolve({ args, dir, code, signal, stderr }));
  ended.catch(() => {});
  const stop = async (): Promise<void> => {
    child.kill();
    child.stdin.destroy();
    child.stdout.destroy();
    await ended.catch(() => {});
  };
  async function* chunks(): AsyncGenerator<Buffer, void, void> {
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) yield chunk;
    } catch (error) {
      stopped();
      throw new InfrastructureError('repository-closed', `git ${args.join(' ')} was ended while it was read`, {
        cause: error,
      });
    }
  }
  return { stdin: child.stdin, stdout: child.stdout, chunks, ended, stop };
}

async function collect(child: GitChild, maxBytes: number, args: readonly string[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of child.chunks()) {
    total += chunk.length;
    if (total > maxBytes) {
      throw new InfrastructureError('git-output-too-long', `git ${args.join(' ')} printed more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
