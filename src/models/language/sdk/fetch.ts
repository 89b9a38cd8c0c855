import { fetchHere } from '../../endpoint/fetch.ts';
import { ModelError } from '../failure.ts';

/** A fetch that takes no redirect and no web page for an answer: both mean that the address is wrong, now and the next time. */
export const fetchAnswer: typeof fetch = async (input, init) => {
  const response = await fetchHere(input, init);
  const why = whyNoAnswer(response, input);
  if (why === undefined) return response;
  await response.body?.cancel();
  throw new ModelError('model-denied', why);
};

const whyNoAnswer = ({ status, ok, headers }: Response, input: Parameters<typeof fetch>[0]): string | undefined => {
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null)
    return `answers with HTTP ${status}: redirects are not followed, and it leads to ${hostOf(location, input)}; is the address right?`;
  if (ok && /^text\/html\b/i.test(headers.get('content-type')?.trim() ?? ''))
    return 'the address answers with a web page: is the path right, such as /v1?';
  return undefined;
};

/** Where a redirect leads: what else stands there may be secret. */
const hostOf = (location: string, input: Parameters<typeof fetch>[0]): string => {
  const asked = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(location, asked)) return 'no readable address';
  const [from, to] = [new URL(asked), new URL(location, asked)];
  return to.host === from.host && to.protocol === from.protocol ? 'another path there' : to.host;
};
