import type { MailAddress } from './address.ts';

/** As a From header names the sender of machine text: nobody shall take it for a person's mail. */
export const asBot = ({ name, email }: MailAddress): MailAddress => ({
  name: /\b(?:bot|autosel)\b/i.test(name) ? name : `${name} (AUTOSEL bot)`.trim(),
  email,
});
