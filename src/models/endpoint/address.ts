/**
 * The address of a service without anything secret in it: origin and path, no closing slash. Undefined when the text
 * is no http(s) address, or holds a user or a password.
 */
export const parseAddress = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
};
