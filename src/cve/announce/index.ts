export { renderAnnouncement } from './announcement.ts';
export { parseAnnouncedText } from './read.ts';
export { buildRejectedRecord, parseReason, renderRejection, titleOf } from './rejection.ts';
