/** One thing to time. `run` gives milliseconds, measured by itself. */
export interface Contestant {
  readonly name: string;
  run(): Promise<number> | number;
}

/**
 * Runs the contestants in turn, A B C A B C …, so that a drift of the machine's speed meets all alike.
 * @returns milliseconds per contestant, in the order given; the first `warmup` rounds are not counted.
 */
export async function alternate(
  contestants: readonly Contestant[],
  { rounds, warmup = 1 }: { rounds: number; warmup?: number },
): Promise<number[][]> {
  const times: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds + warmup; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const milliseconds = await contestant.run();
      if (round >= warmup) times[index]!.push(milliseconds);
    }
  }
  return times;
}
