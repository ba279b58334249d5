/** One thing to measure. `run` measures itself, and returns milliseconds unless `T` is another type. */
export interface Contestant<T = number> {
  readonly name: string;
  run(): Promise<T> | T;
}

/**
 * Runs the contestants in turn, A B C A B C …, so that a drift of the machine's speed affects all of them equally.
 * @returns what each contestant measured, in the order given; the first `warmup` rounds are not counted.
 */
export async function alternate<T = number>(
  contestants: readonly Contestant<T>[],
  { rounds, warmup = 1 }: { rounds: number; warmup?: number },
): Promise<T[][]> {
  const times: T[][] = contestants.map(() => []);
  for (let round = 0; round < rounds + warmup; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const measured = await contestant.run();
      if (round >= warmup) times[index]!.push(measured);
    }
  }
  return times;
}
