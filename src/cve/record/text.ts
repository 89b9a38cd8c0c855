/**
 * Lines that say who did what and where to look; the description of a fault goes without them. Keys that tell something of the
 * fault itself (`BUG:`, `Tested-on:`, `Depends-on:`) stay.
 */
const TRAILER =
  /^(?:[a-z]+(?:-[a-z]+)*-by|cc|fixes|links?|closes|buglink|bugzilla|message-id|change-id|patchwork-id|stable-dep-of|url|lore)[ \t]*:/i;

/** Subject and message of a fix without trailers: the text of a record. */
export const buildText = (subject: string, body: string): string => {
  const kept = body.split('\n').filter((line) => !TRAILER.test(line));
  return `${subject}\n\n${kept.join('\n')}`.trimEnd();
};
