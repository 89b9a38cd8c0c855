/** Puts values where their names stand in braces; braces within values stay as they are. */
export const fillIn = (form: string, values: Readonly<Record<string, string>>): string =>
  form.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);
