/**
 * The checks of the mesh, one for each pair of a sender and a receiver.
 */
import type { Cell } from '../cell.ts';
import { DEAD_LETTERS } from './dead-letters.ts';
import { DRIVE_PYTHON } from './drive-python.ts';
import { REGISTRY_CELLS } from './registry.ts';
import { REPLACE_PYTHON } from './replace-python.ts';
import { TOOLS } from './tools.ts';

/** Everything that is run, in this order. A cell stands where the nodes that it needs run already. */
export const CELLS: readonly Cell[] = [
  ...DRIVE_PYTHON,
  ...REPLACE_PYTHON,
  ...DEAD_LETTERS,
  ...TOOLS,
  ...REGISTRY_CELLS,
];
