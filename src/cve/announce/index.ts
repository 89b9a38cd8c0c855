export { renderAnnouncement } from './announcement.ts';
export { parseAnnouncedText } from './read.ts';
