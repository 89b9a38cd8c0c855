/** What tools of a house write and other projects do not want. */
const FOREIGN =
  /^(?:change-id|jira|jira-id|issue|issue-id|ticket|task|task-id|internal|reviewed-on|tracked-on|bug-id|gerrit|ct-id|sdk|review)$/i;

export const isForeign = (key: string): boolean => FOREIGN.test(key);
