import type { DatabaseSync } from 'node:sqlite';
import { InfrastructureError } from '../../../errors.ts';
import type { Ledger } from './ledger.ts';
import type { Outbox, OutboxEntry, OutboxKey, OutboxState } from './types.ts';

const COLUMNS = 'kind, way, matter, message_id, commit_id, at, detail';

/** What holds after an entry. An intent without an outcome is the trace of a crash. */
const STATES: Readonly<Record<OutboxEntry['kind'], OutboxState>> = {
  intent: 'perhaps sent',
  unclear: 'perhaps sent',
  sent: 'sent',
  'settled-sent': 'sent',
  refused: 'refused',
  unsent: 'open',
  'settled-unsent': 'open',
};

/** From the weakest to the strongest: of two mails about one matter the stronger state counts. */
const STRENGTH: readonly OutboxState[] = ['open', 'refused', 'perhaps sent', 'sent'];

/** The outbox in one SQLite file. Made by `openOutbox`. */
export class SqliteOutbox implements Outbox {
  readonly where: string;
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.where = ledger.where;
    this.#ledger = ledger;
  }

  find(key: OutboxKey): { readonly state: OutboxState; readonly last: OutboxEntry } | undefined {
    return this.#ledger.use((database) => findStanding(database, key));
  }

  intend(entries: readonly Omit<OutboxEntry, 'kind'>[]): void {
    this.#write((database) => {
      for (const entry of entries) {
        const found = findStanding(database, entry);
        if (found !== undefined && found.state !== 'open') throw buildTwice(entry, found.state);
        insert(database, { ...entry, kind: 'intent' });
      }
    });
  }

  note(entries: readonly OutboxEntry[]): void {
    this.#write((database) => {
      for (const entry of entries) insert(database, entry);
    });
  }

  listUnclear(way?: string): readonly OutboxEntry[] {
    return this.#listLast().filter(
      (entry) => STATES[entry.kind] === 'perhaps sent' && (way === undefined || entry.way === way),
    );
  }

  listSent(): readonly OutboxEntry[] {
    return this.#listLast().filter((entry) => STATES[entry.kind] === 'sent');
  }

  close(): void {
    this.#ledger.close();
  }

  #write(work: (database: DatabaseSync) => void): void {
    this.#ledger.use((database) => {
      database.exec('begin immediate');
      try {
        work(database);
        database.exec('commit');
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    });
  }

  /** The last entry of each mail on each way, in order of time. */
  #listLast(): readonly OutboxEntry[] {
    return this.#ledger.use((database) =>
      database
        .prepare(
          `select ${COLUMNS} from entries where seq in (select max(seq) from entries group by way, message_id) order by seq`,
        )
        .all()
        .map(decode),
    );
  }
}

const buildTwice = ({ messageId, matter, way }: OutboxKey, state: OutboxState): InfrastructureError =>
  new InfrastructureError(
    'already-sent',
    `the mail ${messageId} (${matter}) is ${state} on ${way} and is not sent again`,
  );

function insert(database: DatabaseSync, entry: OutboxEntry): void {
  database
    .prepare(`insert into entries (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`)
    .run(entry.kind, entry.way, entry.matter, entry.messageId, entry.commit ?? null, entry.at, entry.detail);
}

function findStanding(database: DatabaseSync, { way, matter, messageId }: OutboxKey) {
  const query = `select ${COLUMNS} from entries where seq in
    (select max(seq) from entries where way = ? and (message_id = ? or matter = ?) group by message_id) order by seq`;
  const lasts = database.prepare(query).all(way, messageId, matter).map(decode);
  const standings = lasts.map((last) => ({ state: STATES[last.kind], last }));
  return standings.toSorted((a, b) => STRENGTH.indexOf(b.state) - STRENGTH.indexOf(a.state))[0];
}

const decode = (row: Record<string, unknown>): OutboxEntry => ({
  kind: String(row['kind']) as OutboxEntry['kind'],
  way: String(row['way']),
  matter: String(row['matter']),
  messageId: String(row['message_id']),
  commit: (row['commit_id'] as string | null) ?? undefined,
  at: Number(row['at']),
  detail: String(row['detail']),
});
