import type { Cell } from '../cell.ts';
import { DEAD_LETTERS } from './dead-letters.ts';
import { DRIVE_PYTHON } from './drive-python.ts';
import { REPLACE_PYTHON } from './replace-python.ts';

/** Everything that is run, in this order. */
export const CELLS: readonly Cell[] = [...DRIVE_PYTHON, ...REPLACE_PYTHON, ...DEAD_LETTERS];
