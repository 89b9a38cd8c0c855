import { showPlain } from './plain-text.ts';
import { nounFor, plural } from '../../plural.ts';

/** Lines of an answer before they are cut to its size. */
export interface Listing {
  readonly lines: readonly string[];
  /** What to ask to see the rest, told how many of the lines are shown. */
  readonly rest?: (shown: number) => string;
  /** Why there may be more than these lines. */
  readonly cut?: string | undefined;
}

/** A longer line says more about a machine than about a change. */
const maxLine = 600;
/** Room for the words about what was cut. */
const reserve = 300;

/** The lines as one text of at most `characters`; what was left out is said in the last line. */
export function fitLines({ lines, rest, cut }: Listing, characters: number): string {
  const shown: string[] = [];
  let left = characters - reserve;
  for (const line of lines) {
    const text = cutLine(showPlain(line));
    left -= text.length + 1;
    if (left < 0) break;
    shown.push(text);
  }
  const missing = lines.length - shown.length;
  const why = [
    ...(missing > 0
      ? [`${missing} of ${plural(lines.length, 'line')} ${nounFor(missing, 'is', 'are')} not shown`]
      : []),
    ...(cut === undefined ? [] : [cut]),
    ...(missing > 0 && rest !== undefined ? [rest(shown.length)] : []),
  ];
  return [...shown, ...(why.length > 0 ? [`[cut: ${why.join('; ')}]`.slice(0, reserve)] : [])].join('\n');
}

function cutLine(line: string): string {
  return line.length <= maxLine
    ? line
    : `${line.slice(0, maxLine)} [cut: ${plural(line.length - maxLine, 'more character')}]`;
}
