import { ToolCallError } from '../../../errors.ts';
import { showShort } from '../plain-text.ts';

/** A plain name of code; of `A::b`, `a.b` and `a->b` the last part, and without `()`. ToolCallError `bad-name`. */
export function parseCodeName(raw: string): string {
  const parts = /^(?:\w+(?:::|->|\.))*(\w+)(?:\s*\(\s*\))?$/.exec(raw.trim());
  const name = parts?.[1] ?? '';
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw new ToolCallError(
    'bad-name',
    `${JSON.stringify(showShort(raw, 80))} is no name of code: give one of letters, digits and _, such as "tun_get_user"; grep finds other text`,
  );
}
