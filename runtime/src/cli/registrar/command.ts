import { createLogger } from '../../logging/index.ts';
import { LOG_LEVELS, projectRootOf, readSetting } from '../../settings/index.ts';
import { strayMessage, strayVariables } from '../../start/configuration/index.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, placeOfVariables } from '../command/index.ts';
import { KAFKA_SERVERS_OPTION, kafkaServers } from '../kafka/index.ts';
import { runRegistrar } from './run-registrar.ts';

export const registrarCommand = defineCommand({
  name: 'registrar',
  usage: '',
  summary: 'Register nodes that announce themselves on Kafka in Consul',
  details: `Nodes started with --consul register themselves; the registrar registers the others. Several registrars may run at once.
It reads CONSUL_HTTP_TOKEN and the KAFKA_SASL_… and KAFKA_SSL_… variables as a node does. If Kafka or Consul is
unavailable, it logs that once and retries. SIGINT, SIGTERM, and SIGHUP stop it, and its registrations remain.

  onex-runtime registrar --kafka-servers localhost:9092 --consul http://localhost:8500

Exit code 0 after SIGINT or SIGTERM, 1 when a setting is missing or invalid.`,
  options: {
    'kafka-servers': KAFKA_SERVERS_OPTION,
    consul: {
      type: 'text',
      placeholder: 'URL',
      description: 'the Consul to register with (CONSUL_HTTP_ADDR)',
    },
    environment: {
      type: 'text',
      placeholder: 'NAME',
      description: 'no effect: announcements are read without a consumer group',
    },
    'create-topics': {
      type: 'flag',
      description: 'create the topics of announcements if they are missing',
    },
    'log-level': {
      type: 'text',
      placeholder: 'LEVEL',
      description: `${LOG_LEVELS.join(', ')} (ONEX_LOG_LEVEL, info)`,
    },
  },
  async run({ values, positionals }, context) {
    const { env } = context;
    if (positionals.length > 0)
      throw new CliError(`registrar takes no argument, but was given "${positionals[0]}"`);
    const servers = kafkaServers(values['kafka-servers'], context);
    const placeOf = placeOfVariables(context);
    const sources = { environment: env, placeOf };
    const url = readSetting('consulUrl', sources, { name: 'consul', value: values.consul });
    const missing = [
      ...(servers === null ? ['--kafka-servers (or KAFKA_BOOTSTRAP_SERVERS)'] : []),
      ...(url == null ? ['--consul (or CONSUL_HTTP_ADDR)'] : []),
    ];
    if (servers === null || url == null) throw new CliError(`The registrar needs ${missing.join(' and ')}`);
    const logLevel = { name: 'log-level', value: values['log-level'] };
    const level = readSetting('logLevel', sources, logLevel) ?? 'info';
    const scope = { name: 'environment', value: values.environment };
    const stray = strayVariables(env, projectRootOf(context.cwd), null);
    const [refused] = stray.refused;
    if (refused !== undefined) throw new CliError(strayMessage(refused, placeOf(refused.name)));
    const logger = createLogger({ level, bindings: { service: 'onex-registrar' } });
    for (const one of stray.suspicious) logger.warn(strayMessage(one, placeOf(one.name)));
    return runRegistrar({
      servers,
      consulUrl: url,
      environment: readSetting('environment', sources, scope) ?? 'local',
      createTopics: values['create-topics'] === true,
      env,
      logger,
    });
  },
});
