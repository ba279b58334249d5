import type { Vitals } from './heartbeat-event.ts';

/** Measures this process. The share of processor time is that since the previous measurement. */
export function createVitals(activeOperations: () => number): () => Vitals {
  const started = performance.now();
  let lastTime = started;
  let lastUsage = process.cpuUsage();
  return () => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(lastUsage);
    const elapsedMs = now - lastTime;
    const percent = elapsedMs > 0 ? (user + system) / 1000 / elapsedMs : 0;
    lastTime = now;
    lastUsage = process.cpuUsage();
    return {
      uptimeSeconds: round((now - started) / 1000),
      activeOperations: activeOperations(),
      memoryMegabytes: round(process.memoryUsage.rss() / 1024 ** 2),
      cpuPercent: round(Math.min(100, Math.max(0, percent * 100))),
    };
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
