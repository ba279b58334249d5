/**
 * Checks the services that a project's settings name. Each check speaks the protocol of the service, with the client
 * settings and the code that a node uses at start. Guarantees: nothing is written to a service, no check takes longer
 * than a few seconds, and no credentials are in a finding.
 */
import type { Contract } from '../../../../contract/index.ts';
import type { Finding } from '../check.ts';
import type { ServiceSettings } from '../settings/index.ts';
import { checkConsul } from './consul.ts';
import { checkKafka } from './kafka.ts';
import { checkPostgres } from './postgres.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One finding for each server that is configured, and for each node those of its topics and rights. */
export async function checkServices(
  settings: ServiceSettings,
  contracts: readonly Contract[],
  env: Environment,
): Promise<Finding[]> {
  const { kafka, consul, postgres } = settings;
  const findings = await Promise.all([
    ...kafka.map((place) => checkKafka(place, contracts, env, settings.valueOf)),
    ...consul.map((place) => checkConsul(place, env['CONSUL_HTTP_TOKEN'])),
    ...postgres.map((place) => checkPostgres(place)),
  ]);
  return findings.flat();
}
