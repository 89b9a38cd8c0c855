import type { Observation } from '../../evidence/index.ts';
import type { Sha } from '../../git/index.ts';
import type { HistoryStore } from '../../history/index.ts';

/** Changes whenever an observation is made or written in another way: what was kept is then made again. */
const VERSION = 5;
const INDEX = `observations/${VERSION}`;
/** States of branches that are kept; those that were asked for longest ago go first. */
const KEPT_TIPS = 60;

interface TipEntry {
  readonly tip: Sha;
  readonly parts: number;
}

/** What was seen of commits on states of branches, kept in the store by the commit and the branch's tip. */
export class ObservationCache {
  readonly #store: HistoryStore;
  readonly #seen = new Map<string, Observation>();
  #tips: readonly TipEntry[] = [];

  private constructor(store: HistoryStore) {
    this.#store = store;
  }

  /** Loads what is kept about these tips. Parts that cannot be read are as good as none: they can be made again. */
  static async open(store: HistoryStore, tips: readonly Sha[]): Promise<ObservationCache> {
    const cache = new ObservationCache(store);
    cache.#tips = (parseJson(await store.loadBlob(INDEX)) as TipEntry[] | undefined) ?? [];
    for (const { tip, parts } of cache.#tips.filter((entry) => tips.includes(entry.tip)))
      for (let part = 0; part < parts; part += 1) {
        const kept = parseJson(await store.loadBlob(partName(tip, part))) as [Sha, Observation][] | undefined;
        for (const [sha, seen] of kept ?? []) cache.#seen.set(`${sha} ${tip}`, seen);
      }
    return cache;
  }

  find(sha: Sha, tip: Sha): Observation | undefined {
    return this.#seen.get(`${sha} ${tip}`);
  }

  /** Keeps observations, all or none. A store that is only read keeps nothing. */
  async save(observations: readonly (readonly [Sha, Observation])[]): Promise<void> {
    if (!this.#store.writable || observations.length === 0) return;
    const blobs: Record<string, Uint8Array | undefined> = {};
    for (const [tip, of] of Map.groupBy(observations, ([, { tip: at }]) => at)) {
      const parts = this.#tips.find((entry) => entry.tip === tip)?.parts ?? 0;
      blobs[partName(tip, parts)] = Buffer.from(JSON.stringify(of));
      this.#tips = [...this.#tips.filter((entry) => entry.tip !== tip), { tip, parts: parts + 1 }];
    }
    for (const { tip, parts } of this.#tips.slice(0, -KEPT_TIPS))
      for (let part = 0; part < parts; part += 1) blobs[partName(tip, part)] = undefined;
    this.#tips = this.#tips.slice(-KEPT_TIPS);
    await this.#store.saveBlobs({ ...blobs, [INDEX]: Buffer.from(JSON.stringify(this.#tips)) });
  }
}

const partName = (tip: Sha, part: number): string => `${INDEX}/${tip}/${part}`;

function parseJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
