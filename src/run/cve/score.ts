import {
  listBase,
  parseRationale,
  parseReasons,
  parseVector,
  renderRationale,
  scoreOf,
  type CvssScore,
  type CvssVector,
  type Rationale,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import { TEMPLATES, type GivenText } from '../files-of-cve.ts';

export interface ScoreRequest {
  /** A vector; undefined: the one of the rationale's file. */
  readonly vector: string | undefined;
  /** A `.cvss` file, or entries alone; undefined: only the score is asked. */
  readonly rationale: GivenText | undefined;
  /** Who scores, where the text does not say it: a uuid; undefined: nobody said it. */
  readonly organisation?: string | undefined;
}

export interface ScoreAnswer extends CvssScore {
  readonly vector: string;
  /** Base metrics with their values, in the order of the standard. */
  readonly base: readonly (readonly [name: string, value: string])[];
  /** The reasons, once they were found to be those of the vector. */
  readonly rationale: FoundRationale | undefined;
}

/** A rationale of which nobody may have said who scored. */
export interface FoundRationale extends Omit<Rationale, 'organisation'> {
  readonly organisation: string | undefined;
}

/** Score of a vector, and its reasons checked against it. UsageError `cvss-vector`, `cvss-text`. */
export function runScore(request: ScoreRequest): ScoreAnswer {
  const given = request.vector === undefined ? undefined : parseVector(request.vector);
  const rationale = request.rationale === undefined ? undefined : readReasons(request.rationale, given, request);
  const vector = given ?? rationale?.vector;
  if (vector === undefined) throw new UsageError('cvss-vector', 'a vector is needed, or a .cvss file that holds one');
  return { ...scoreOf(vector), vector: vector.text, base: listBase(vector), rationale };
}

function readReasons(
  { file, text }: GivenText,
  given: CvssVector | undefined,
  { organisation }: ScoreRequest,
): FoundRationale {
  const isWhole = /^\S+ CVSS:/.test(text);
  if (!isWhole && given !== undefined) return { organisation, vector: given, reasons: parseReasons(text, given, file) };
  const rationale = parseRationale(text, file);
  if (given === undefined || rationale.vector.text === given.text) return rationale;
  throw new UsageError(
    'cvss-text',
    `the reasons of ${file} are for ${rationale.vector.text}, the vector is ${given.text}`,
  );
}

/** The same as a `.cvss` file. UsageError `cvss-text` where that cannot be: it holds reasons and whose they are. */
export function renderScoreFile({ rationale }: ScoreAnswer): string {
  if (rationale === undefined)
    throw new UsageError('cvss-text', 'a .cvss file holds reasons: give them with --rationale');
  const { organisation } = rationale;
  if (organisation !== undefined) return renderRationale({ ...rationale, organisation });
  throw new UsageError(
    'cvss-text',
    `a .cvss file opens with the id of the organisation that scores, and nobody says who that is: name its template with --template (${TEMPLATES.join(', ')} or a file), or with cve.template in the config`,
  );
}
