import type { PanelTool, ToolFinding } from '../../panel/index.ts';

/** The tools of one case: members who make the same call are given the same finding, which is looked up once. */
export const shareCalls = (tools: readonly PanelTool[]): readonly PanelTool[] => {
  const found = new Map<string, Promise<ToolFinding>>();
  return tools.map((tool) => ({
    ...tool,
    run: (input, signal) => {
      const key = `${tool.name}\n${JSON.stringify(input)}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const finding = tool.run(input, signal);
      found.set(key, finding);
      return finding;
    },
  }));
};
