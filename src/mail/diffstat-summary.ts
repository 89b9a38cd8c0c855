import type { StatFile } from './diffstat-files.ts';
import { quotePath } from './diffstat-files.ts';

/** What `git diff --summary` adds: files made, deleted, moved, and changed modes. */
export const renderSummaryLines = (files: readonly StatFile[]): string[] => files.flatMap(summaryOf);

function summaryOf(stat: StatFile): string[] {
  const { file, oldMode, newMode, similarity, label } = stat;
  const path = quotePath(file.newPath ?? file.oldPath ?? '');
  switch (file.change) {
    case 'added':
      return [` create mode ${newMode ?? '100644'} ${path}`];
    case 'deleted':
      return [` delete mode ${oldMode ?? '100644'} ${path}`];
    case 'renamed':
    case 'copied':
      return [
        ` ${file.change === 'renamed' ? 'rename' : 'copy'} ${label} (${similarity ?? '100'}%)`,
        ...modeLine(stat, ''),
      ];
    case 'modified':
    case 'mode':
      return modeLine(stat, ` ${path}`);
  }
}

const modeLine = ({ oldMode, newMode }: StatFile, name: string): string[] =>
  oldMode === undefined || newMode === undefined ? [] : [` mode change ${oldMode} => ${newMode}${name}`];
