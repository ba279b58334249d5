import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Before the first test, and under no test's time-out: brings what the services are made of, once per checkout. */
export function mochaGlobalSetup(): void {
  for (const script of ['kafka/kafka-fetch.sh', 'consul/fetch-consul.sh', 'postgres/postgres-fetch.sh']) {
    execFileSync(fileURLToPath(new URL(`../${script}`, import.meta.url)), {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}

/** How long the process may live after its last test. */
const LINGER_MS = 60_000;

/** After the last test: a timer or connection that a test left open fails the run, instead of keeping it alive forever. */
export function mochaGlobalTeardown(): void {
  setTimeout(() => {
    console.error(
      `Still open ${LINGER_MS / 1000} s after the last test: ${process.getActiveResourcesInfo().join(', ')}.`,
    );
    process.exit(1);
  }, LINGER_MS).unref();
}
