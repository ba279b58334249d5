import { OnexError } from '../errors/index.ts';
import { OPTIONS, resolveSettings, UsageError, VARIABLES, type SourceValue } from '../settings/index.ts';
import type { BusSettings } from './bus-settings.ts';

interface HostFields {
  readonly bootstrapServers: string | undefined;
  readonly serviceName: string;
  readonly instanceId: string | undefined;
}

/**
 * Settings of a class that is no node: its own fields, then the environment. The readers and checks are those of a node.
 * A relative state directory is relative to the working directory, because such a class need not be in a project.
 * @throws OnexError CONFIGURATION_ERROR naming the field or the variable, and what was expected
 */
export function settingsOfFields(host: HostFields, environment: NodeJS.ProcessEnv): BusSettings {
  const fields: Readonly<Record<string, string | undefined>> = {
    kafka_servers: host.bootstrapServers,
    service_name: host.serviceName,
    instance_id: host.instanceId,
  };
  const own = OPTIONS.flatMap((option): [typeof option, SourceValue][] => {
    const value = fields[option.key];
    if (value === undefined || value.trim() === '') return [];
    return [[option, { value, where: FIELD_NAMES[option.key] ?? option.key }]];
  });
  // A field has precedence, and without brokers in its field a class is standalone.
  const { KAFKA_BOOTSTRAP_SERVERS: _, SERVICE_NAME: __, ...others } = environment;
  if (own.some(([{ key }]) => key === 'instance_id')) delete others['ONEX_INSTANCE_ID'];
  return resolve(new Map(own), others);
}

/**
 * Settings of an object that is no runtime node: those of the environment.
 * @param service name of the service if `SERVICE_NAME` is not set
 * @throws OnexError CONFIGURATION_ERROR naming the variable, and what was expected
 */
export function settingsOfEnvironment(environment: NodeJS.ProcessEnv, service: string): BusSettings {
  const settings = resolve(new Map(), environment);
  return { ...settings, serviceName: settings.serviceName ?? (service.trim() === '' ? null : service) };
}

function resolve(
  own: ReadonlyMap<(typeof OPTIONS)[number], SourceValue>,
  environment: NodeJS.ProcessEnv,
): BusSettings {
  try {
    checkVariables(environment);
    return resolveSettings({ flags: {}, environment, file: own, root: process.cwd() });
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new OnexError('CONFIGURATION_ERROR', cause.message.replace(/\.$/u, ''), { cause });
  }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  kafka_servers: 'bootstrapServers',
  service_name: 'serviceName',
  instance_id: 'instanceId',
};

/** The variables without a setting; those of Kafka are checked by its client. */
function checkVariables(environment: NodeJS.ProcessEnv): void {
  for (const { name, parse, ofKafka } of VARIABLES) {
    const value = environment[name] ?? '';
    if (parse === null || ofKafka === true || value.trim() === '') continue;
    try {
      parse(value);
    } catch (error) {
      throw new UsageError(`${name} must be ${parse.expected}.`, { cause: error });
    }
  }
}
