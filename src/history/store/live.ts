import type { LiveCommit } from './types.ts';

interface LiveRow {
  readonly id: number;
  readonly role: string;
  readonly release: string | null;
}

/** What must change so that exactly `live` is live: few rows, however large the history is. */
export function planLive(parts: {
  readonly ids: ReadonlyMap<string, number>;
  readonly before: readonly LiveRow[];
  readonly live: readonly LiveCommit[];
}): { readonly removed: readonly number[]; readonly written: readonly LiveRow[] } {
  const before = new Map(parts.before.map((row) => [row.id, row]));
  const written: LiveRow[] = [];
  for (const { sha, role, release } of parts.live) {
    const id = parts.ids.get(sha);
    if (id === undefined) throw new Error(`commit ${sha} was never saved`);
    const old = before.get(id);
    before.delete(id);
    const row = { id, role, release: release ?? null };
    if (old === undefined || old.role !== row.role || old.release !== row.release) written.push(row);
  }
  return { removed: [...before.keys()], written };
}
