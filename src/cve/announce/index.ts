export { renderAnnouncement } from './announcement.ts';
