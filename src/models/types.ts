/** What every embedder is given of a commit. The decision and its traces (Cc: stable, upstream lines) are already masked. */
export interface CommitText {
  /** Subject and body without trailers and without words that give the decision away. */
  readonly message: string;
  readonly paths: readonly string[];
  /** Function names of hunks and identifiers on changed lines, most telling first. */
  readonly identifiers: readonly string[];
}

/** Turns commits into unit vectors. One contract suite runs against every implementation. */
export interface Embedder {
  /** Name, version and shape; a change of it makes stored vectors stale. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * One Float32Array of length `dimensions` and norm 1 per input, in order (all zero for an input with no known term).
   * Deterministic for local embedders. Throws InfrastructureError when an endpoint or a model file fails.
   */
  embed(texts: readonly CommitText[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
}
