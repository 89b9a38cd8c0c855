import { UsageError } from '../errors.ts';

/** Somebody who sends or gets mail. */
export interface MailAddress {
  /** '' when only the address is known. */
  readonly name: string;
  readonly email: string;
}

const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** `Name <who@where>` or `who@where`, with or without quotes around the name; undefined when it is neither. */
export function readAddress(text: string): MailAddress | undefined {
  const angled = /^(?<name>[^<>]*)<(?<email>[^<>]+)>/.exec(text.trim());
  const email = (angled?.groups?.['email'] ?? text.trim().split(/\s/)[0] ?? '').trim();
  if (!ADDRESS.test(email)) return undefined;
  const name = (angled?.groups?.['name'] ?? '').trim();
  return { name: name.replace(/^"(.*)"$/, '$1').replaceAll('\\"', '"'), email };
}

/**
 * An address that a person configured.
 * @throws UsageError `bad-address` when it cannot stand in a header.
 */
export function parseAddress(text: string): MailAddress {
  const address = readAddress(text);
  if (address === undefined)
    throw new UsageError('bad-address', `not a mail address: ${JSON.stringify(text)}; write Name <who@example.org>`);
  return address;
}

/** Each address once, in the order of first mention, without those in `except`. */
export function uniteAddresses(addresses: readonly MailAddress[], except: readonly MailAddress[] = []): MailAddress[] {
  const seen = new Set(except.map((address) => address.email.toLowerCase()));
  return addresses.filter(({ email }) => {
    const key = email.toLowerCase();
    return seen.has(key) ? false : seen.add(key);
  });
}
