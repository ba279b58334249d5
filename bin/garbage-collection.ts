/**
 * Makes V8 mark its heap only when the heap is full. By default it marks while the program runs, on other threads too,
 * to keep pauses short. No one notices a pause of a command, and most commands end before the heap is full.
 * @returns whether V8 does so; another engine runs as usual
 */
export function markWhenFull(): boolean {
  try {
    process.getBuiltinModule('node:v8').setFlagsFromString('--no-incremental-marking');
    return true;
  } catch {
    return false;
  }
}
