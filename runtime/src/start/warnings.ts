/**
 * Keeps Node from warning of timers that kafkajs arms for moments already past, which harms nothing. By code, since
 * older kernels read no more than 127 bytes of a shebang and a second `--disable-warning` in it would not fit.
 */
export function muteNegativeTimeouts(): void {
  const emit = process.emitWarning as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]): void => {
    if (args[1] !== 'TimeoutNegativeWarning') emit.apply(process, args);
  };
}
