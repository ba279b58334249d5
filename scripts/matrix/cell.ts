/** One combination of the matrix. */
export interface Cell {
  /** Unique. */
  readonly name: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** `ok`, another short outcome that is right, or `wrong: …`. */
  run(): Promise<string>;
}

export interface CellResult {
  readonly cell: Cell;
  readonly result: string;
}

/** Cells that run at once. */
const AT_ONCE = 2;

/** Runs the cells, in order, and calls `onResult` after each. */
export async function resultsOf(
  cells: readonly Cell[],
  onResult: (result: CellResult) => void | Promise<void> = () => {},
): Promise<readonly CellResult[]> {
  const waiting = [...cells.entries()];
  const results: CellResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, cell] = next;
      const result = await cell.run().catch((error: unknown) => `wrong: ${String(error).split('\n')[0]}`);
      results[index] = { cell, result };
      await onResult(results[index]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
