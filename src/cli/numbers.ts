import { UsageError } from '../errors.ts';

/** A whole number of at least 1. */
export function parseCount(text: string, option: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1)
    throw new UsageError('wrong-number', `${option} ${JSON.stringify(text)} is no count: write a whole number from 1`);
  return value;
}

/** A number between 0 and 1. */
export function parseProbability(text: string, option: string): number {
  const value = /^(?:0|1|0?\.\d+|1\.0*|0\.)$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value))
    throw new UsageError(
      'wrong-number',
      `${option} ${JSON.stringify(text)} is no probability: write a number from 0 to 1, such as 0.25`,
    );
  return value;
}

/** A port of this machine that a person may open. */
export function parsePort(text: string, option: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535)
    throw new UsageError(
      'wrong-number',
      `${option} ${JSON.stringify(text)} is no port: write a number from 1 to 65535`,
    );
  return port;
}
