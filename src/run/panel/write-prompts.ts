import { loadModelTables, renderForm, type LanguageModelConfig, type ModelRequest } from '../../models/index.ts';
import { askMember, splitMembers, type Dossier, type Member, type PanelTool } from '../../panel/index.ts';
import { writeFiles, type OutputFile } from '../files.ts';
import { readPanelFiles } from '../files-of-panel.ts';
import type { Draft } from '../judge.ts';
import type { Workspace } from '../workspace.ts';
import { buildCase, type CaseTable } from './case.ts';
import { findModels, seat } from './open-panel.ts';
import { standIn } from './stand-in.ts';

export interface PromptsRequest {
  readonly table: Omit<CaseTable, 'guidance'>;
  readonly draft: Draft;
  readonly folder: string;
}

/** Writes each member's first question as a markdown file. No key is needed and nobody is asked. Returns the files' paths. */
export async function writePrompts(workspace: Workspace, request: PromptsRequest): Promise<readonly string[]> {
  const { panel } = workspace.config;
  const { prompts, guidance } = await readPanelFiles({ prompts: panel.prompts, guidance: panel.guidance });
  const { dossier, tools } = await buildCase({ ...request.table, guidance }, request.draft);
  const asked = new Map<string, ModelRequest>();
  const models = (await listModels(workspace)).map((config) => standIn(config, (seen) => asked.set(config.name, seen)));
  const files: OutputFile[] = [];
  for (const member of splitMembers(await seat(panel.members, models, prompts)).first) {
    await askMember({ member, dossier, prompts, tools, signal: workspace.signal });
    const question = asked.get(member.model.name);
    if (question !== undefined)
      files.push({
        name: `${member.name}.md`,
        content: render(member, { dossier, tools, question, form: await renderForm(question) }),
      });
  }
  return writeFiles(request.folder, files, { sweep: /\.md$/, isOurs });
}

/** Whether a former call wrote the file, for a member that may be none any more. */
const isOurs = ({ name, content }: { readonly name: string; readonly content: string }): boolean =>
  content.startsWith(`<!-- What ${name.slice(0, -'.md'.length)} (`) &&
  /^.* would be given about [0-9a-f]{40,64}\. -->\n/.test(content);

/** Where no model is configured, one with tools stands for whichever will be asked. */
async function listModels(workspace: Workspace): Promise<readonly LanguageModelConfig[]> {
  const found = await findModels(workspace);
  if (found.length > 0) return found;
  workspace.note('autosel: no model is configured: the seats are those of one model with tools, named any-model here');
  return loadModelTables([{ name: 'any-model', kind: 'openai', model: 'any-model' }], 'the placeholder');
}

interface Asked {
  readonly dossier: Dossier;
  readonly tools: readonly PanelTool[];
  readonly question: ModelRequest;
  readonly form: string;
}

function render(member: Member, { dossier, tools, question, form }: Asked): string {
  const first = question.messages[0];
  const offered = question.tools === undefined ? [] : tools.map(({ name, description }) => `- ${name}: ${description}`);
  const warnings = dossier.warnings.map((line) => `- ${line}`);
  return [
    `<!-- What ${member.name} (${member.role}, model ${member.model.name}) would be given about ${dossier.sha}. -->`,
    question.system,
    ...(first?.role === 'user' ? [first.text] : []),
    ...(offered.length === 0 ? [] : [`<!-- Tools that it may call:\n${offered.join('\n')}\n-->`]),
    `<!-- The form of its answer; programs and files are told it in these words, services by their own means:\n${form}\n-->`,
    ...(warnings.length === 0 ? [] : [`<!-- Read by people only, warnings:\n${warnings.join('\n')}\n-->`]),
    '',
  ].join('\n\n');
}
