import { UsageError } from '../../errors.ts';
import {
  listLanguages,
  openMessageModel,
  readCatalogue,
  sayMessage,
  translateMessage,
  type Catalogue,
  type CheckedMessage,
  type SaidMessage,
} from '../../run/index.ts';
import type { MessageCall } from './options.ts';

/** Says findings in a language. */
export interface Voice {
  readonly words: Catalogue;
  say(checked: CheckedMessage): Promise<SaidMessage>;
  close(): Promise<void>;
}

/** From the catalogue of the language, else through a model, marked so. UsageError where there is neither. */
export async function openVoice({ session, workspace }: MessageCall): Promise<Voice> {
  const { options, terminal } = session;
  const code = options.lang.toLowerCase();
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/.test(code))
    throw new UsageError(
      'message-language',
      `--lang ${JSON.stringify(options.lang)} is no language: give the code of a language, such as de or zh`,
    );
  const known = await listLanguages();
  const own =
    known.find((language) => language === code) ?? known.find((language) => language === code.split(/[-_]/)[0]);
  if (own !== undefined) {
    const words = await readCatalogue(own);
    return { words, say: async (checked) => sayMessage(checked, words), close: async () => {} };
  }
  const words = await readCatalogue('en');
  const model = await openMessageModel(workspace, options.model).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      'message-language',
      `--lang ${code}: there are sentences in ${known.join(', ')}; for others a model is asked, and ${error.message}`,
      { cause: error },
    );
  });
  const translating = { model, language: code, signal: terminal.signal };
  return {
    words,
    say: async (checked) => translateMessage(sayMessage(checked, words), translating),
    close: () => model.close(),
  };
}
