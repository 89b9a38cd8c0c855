export { openLedger } from './ledger.ts';
export type { Ledger, LedgerOptions } from './ledger.ts';
export { openOutbox } from './open.ts';
export type * from './types.ts';
