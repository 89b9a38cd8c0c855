import {
  listBase,
  parseRationale,
  parseReasons,
  parseVector,
  scoreOf,
  type CvssScore,
  type CvssVector,
  type Rationale,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';

export interface ScoreRequest {
  /** A vector; undefined: the one of the rationale's file. */
  readonly vector: string | undefined;
  /** Text of a `.cvss` file, or of entries alone; undefined: only the score is asked. */
  readonly rationale: string | undefined;
  /** Who scores, where the text does not say it: a uuid. */
  readonly organisation: string;
}

export interface ScoreAnswer extends CvssScore {
  readonly vector: string;
  /** Base metrics with their values, in the order of the standard. */
  readonly base: readonly (readonly [name: string, value: string])[];
  /** The reasons, once they were found to be those of the vector. */
  readonly rationale: Rationale | undefined;
}

/** Score of a vector, and its reasons checked against it. UsageError `cvss-vector`, `cvss-text`. */
export function runScore(request: ScoreRequest): ScoreAnswer {
  const given = request.vector === undefined ? undefined : parseVector(request.vector);
  const rationale = request.rationale === undefined ? undefined : readReasons(request.rationale, given, request);
  const vector = given ?? rationale?.vector;
  if (vector === undefined) throw new UsageError('cvss-vector', 'a vector is needed, or a .cvss file that holds one');
  return { ...scoreOf(vector), vector: vector.text, base: listBase(vector), rationale };
}

function readReasons(text: string, given: CvssVector | undefined, { organisation }: ScoreRequest): Rationale {
  const whole = /^\S+ CVSS:/.test(text);
  if (!whole && given !== undefined) return { organisation, vector: given, reasons: parseReasons(text, given) };
  const rationale = parseRationale(text);
  if (given === undefined || rationale.vector.text === given.text) return rationale;
  throw new UsageError('cvss-text', `the reasons are for ${rationale.vector.text}, the vector is ${given.text}`);
}
