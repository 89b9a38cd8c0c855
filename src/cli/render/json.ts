/** The same value always gives the same bytes: keys in the order of the value, no clocks, one newline at the end. */
export function renderJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** One value on one line, for programs that read line by line. */
export function renderJsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
