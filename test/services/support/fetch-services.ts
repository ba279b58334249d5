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
