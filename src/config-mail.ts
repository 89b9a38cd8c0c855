import { z } from 'zod';
import { REFERENCE_STYLES, type ReferenceStyle } from './git/index.ts';

/** Who proposals are from and to, and how they are written. */
export interface MailConfig {
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** How mails and queues name the mainline commit; undefined: as the last copies on the branch do. */
  readonly reference: ReferenceStyle | undefined;
  /** The address that authors put into a Cc to be left alone; undefined: the kernel's in projects that use its stable list, else none. */
  readonly optOut: string | undefined;
}

/** How mails about a subsystem leave. See docs/operator.md. */
const MAIL_MODES = ['normal', 'only-failures', 'digest-only', 'ack-required', 'opt-in', 'opt-out'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

/** What the keepers of some paths wish. */
export interface SubsystemConfig {
  readonly name: string;
  /** Patterns as in an ignore list. */
  readonly paths: readonly string[];
  readonly mode: MailMode;
  /** Authors whose commits are proposed in mode `opt-in`, names or addresses. */
  readonly authors: readonly string[];
  /** Who gets its digest; empty: `mail.to`. */
  readonly digestTo: readonly string[];
}

/** Where a password comes from; undefined: none is needed. Never the password itself. */
export type PasswordSource =
  | { readonly env: string }
  | { readonly command: readonly [string, ...string[]] }
  | undefined;

/** A server of mails with a login. */
export interface MailServerConfig {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: PasswordSource;
}

export interface SmtpConfig extends MailServerConfig {
  /** Mails a minute at most; undefined: as fast as the server takes them. */
  readonly perMinute: number | undefined;
}

export interface ImapConfig extends MailServerConfig {
  readonly folder: string;
}

const variable = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, 'must be the name of an environment variable, not the password itself');

const server = {
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).optional(),
  security: z.enum(['tls', 'starttls', 'none']).optional(),
  user: z.string().min(1).optional(),
  password_env: variable.optional(),
  password_command: z.tuple([z.string().min(1)], z.string()).optional(),
};

const words = z.array(z.string().min(1));

export const mailTable = z.strictObject({
  from: z.string().min(3).optional(),
  to: words.optional(),
  cc: words.optional(),
  reference: z.enum(REFERENCE_STYLES).optional(),
  // What commits are searched for: see parseStable.
  opt_out: z
    .string()
    .regex(/^stable\+noautosel@[\w.-]*\w$/, 'must be an address of the form stable+noautosel@example.org')
    .optional(),
});
export const smtpTable = z.strictObject({ ...server, per_minute: z.number().positive().max(6000).optional() });
export const imapTable = z.strictObject({ ...server, folder: z.string().min(1).optional() });
export const subsystemTable = z.strictObject({
  name: z.string().min(1).max(60),
  paths: z.array(z.string().min(1)).min(1),
  mode: z.enum(MAIL_MODES),
  authors: z.array(z.string().min(1)).optional(),
  digest_to: z.array(z.string().min(3)).optional(),
});

export const fillMail = (table: z.infer<typeof mailTable> | undefined): MailConfig => ({
  from: table?.from,
  to: table?.to ?? [],
  cc: table?.cc ?? [],
  reference: table?.reference,
  optOut: table?.opt_out,
});

type ServerTable = Omit<z.infer<typeof smtpTable>, 'per_minute'>;

/** The usual ports: RFC 8314 for submission over TLS and IMAP over TLS, RFC 6409, RFC 9051. */
const PORTS = { smtp: { tls: 465, starttls: 587, none: 25 }, imap: { tls: 993, starttls: 143, none: 143 } } as const;

const fillServer = (table: ServerTable, ports: (typeof PORTS)['smtp' | 'imap'], usual: 'tls' | 'starttls') => {
  const security = table.security ?? usual;
  return {
    host: table.host,
    port: table.port ?? ports[security],
    security,
    user: table.user,
    password: sourceOf(table),
  };
};

const sourceOf = ({ password_env: env, password_command: command }: ServerTable): PasswordSource =>
  env === undefined ? (command === undefined ? undefined : { command }) : { env };

export const fillSmtp = (table: z.infer<typeof smtpTable> | undefined): SmtpConfig | undefined =>
  table && { ...fillServer(table, PORTS.smtp, 'starttls'), perMinute: table.per_minute };

export const fillImap = (table: z.infer<typeof imapTable> | undefined): ImapConfig | undefined =>
  table && { ...fillServer(table, PORTS.imap, 'tls'), folder: table.folder ?? 'INBOX' };

export const fillSubsystem = (table: z.infer<typeof subsystemTable>): SubsystemConfig => ({
  name: table.name,
  paths: table.paths,
  mode: table.mode,
  authors: table.authors ?? [],
  digestTo: table.digest_to ?? [],
});
