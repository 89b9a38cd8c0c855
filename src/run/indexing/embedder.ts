import type { EmbedderConfig } from '../../config.ts';
import { openOnnxEmbedder, openRemoteEmbedder, type Embedder } from '../../models/index.ts';
import type { Workspace } from '../workspace.ts';

/** The embedder that the config names; undefined for the default, which is learned from the repository itself. */
export async function openEmbedder({ config, env, signal }: Workspace): Promise<Embedder | undefined> {
  const { embedder } = config;
  switch (embedder.kind) {
    case 'learned':
      return undefined;
    case 'onnx':
      return openOnnxEmbedder({ model: embedder.model });
    case 'openai-compatible':
      return openRemoteEmbedder({ ...embedder, env, signal });
  }
}

/** Changes when another embedder is configured; known without opening it. */
export function embedderName(embedder: EmbedderConfig): string {
  if (embedder.kind === 'learned') return 'learned';
  if (embedder.kind === 'onnx') return `onnx ${embedder.model}`;
  return `openai-compatible ${embedder.url} ${embedder.model}`;
}
