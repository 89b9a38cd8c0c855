/** No answer to one question is longer; what comes after it is not read. */
const LONGEST_ANSWER = 32 * 1024 ** 2;

/** A fetch that follows no redirect, so that a key stays with the service it is for, and reads no endless answer. */
export const fetchHere: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limitTo(LONGEST_ANSWER)), { status, statusText, headers });
};

const limitTo = (bytes: number): TransformStream<Uint8Array, Uint8Array> => {
  let left = bytes;
  return new TransformStream({
    transform: (chunk, controller) => {
      left -= chunk.length;
      if (left < 0) controller.error(new Error(`the answer is longer than ${bytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
};
