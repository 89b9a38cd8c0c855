/** Of a range that names nothing: an answer about it would look as if nothing were to be said. */
export const sayNoCommits = (range: string): string => `${JSON.stringify(range)} holds no commits other than merges`;
