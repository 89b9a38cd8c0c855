import type { Review } from '../history/index.ts';

/** What people said about proposals. One writer, any number of readers. Entries are only ever added. */
export interface ReviewStore {
  readonly where: string;
  /** All of them, in the order in which they were added. */
  load(): readonly Review[];
  /** Adds the reviews whose ids are new, all or none, on disk when it returns; gives the number of new ones. */
  add(reviews: readonly Review[]): number;
  close(): void;
}
