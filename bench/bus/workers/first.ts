let isReported = false;

/** Reports to the benchmark, once, that the first message is handled. */
export function reportFirst(): void {
  if (isReported) return;
  isReported = true;
  process.send?.('first');
}
