/** Work on items, so many at a time; what is done first comes first. The first failure stops the rest and is thrown. */
export async function* inParallel<Item, Done>(
  items: Iterable<Item>,
  { width, work }: { readonly width: number; readonly work: (item: Item) => Promise<Done> },
): AsyncGenerator<Done> {
  const source = items[Symbol.iterator]();
  const running = new Map<number, Promise<{ readonly id: number; readonly done: Done }>>();
  let next = 0;
  const fill = (): void => {
    while (running.size < width) {
      const found = source.next();
      if (found.done === true) return;
      const id = next++;
      running.set(
        id,
        work(found.value).then((result) => ({ id, done: result })),
      );
    }
  };
  try {
    for (fill(); running.size > 0; fill()) {
      const { id, done } = await Promise.race(running.values());
      running.delete(id);
      yield done;
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}
