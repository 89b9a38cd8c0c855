import type { CommitText, Embedder } from '../types.ts';
import { FIELD, hashBytes } from './hashed-terms.ts';
import type { HashedTerms } from './hashed-terms.ts';
import { buildLearnedId } from './learned-codec.ts';
import { projectTerms } from './learned.ts';
import type { LearnedModel } from './learned.ts';
import { TermCollector } from './term-collector.ts';
import { addPath, addWords } from './tokens.ts';

/** The learned model behind the interface of all embedders. The index projects stored terms instead, which is faster. */
export const makeLearnedEmbedder = (model: LearnedModel): Embedder => ({
  id: buildLearnedId(model),
  dimensions: model.dimensions,
  embed: async (texts, signal) => {
    const collector = new TermCollector();
    return texts.map((text) => {
      signal?.throwIfAborted();
      return projectTerms(model, hashCommitText(text, collector));
    });
  },
});

/** Terms of a text in the fields that a learned model knows. */
export const hashCommitText = (text: CommitText, collector: TermCollector = new TermCollector()): HashedTerms => {
  addWords(collector, Buffer.from(text.message), 1);
  for (const path of text.paths) addPath(collector, path);
  for (const name of text.identifiers) {
    const bytes = Buffer.from(name);
    const state = hashBytes(bytes, 0, bytes.length);
    collector.add(FIELD.identifier, state, 1);
    collector.add(FIELD.functionName, state, 1);
  }
  return collector.take();
};
