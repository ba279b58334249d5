let told = false;

/** Tells the benchmark, once, that the first message is in hand. */
export function tellFirst(): void {
  if (told) return;
  told = true;
  process.send?.('first');
}
