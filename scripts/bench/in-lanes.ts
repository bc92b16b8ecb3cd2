/** Works through a list, so many at once, in its order. */
export async function inLanes<T>(
  lanes: number,
  list: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = list.values();
  const lane = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
