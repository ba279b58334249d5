import { OnexError } from '../../errors/index.ts';
import {
  faultyVariables,
  OPTIONS,
  resolveSettings,
  UsageError,
  type SourceValue,
} from '../../settings/index.ts';
import type { BusSettings } from '../settings/index.ts';

interface HostFields {
  readonly bootstrapServers: string | undefined;
  readonly serviceName: string;
  readonly instanceId: string | undefined;
}

/**
 * Settings of a runtime node without registered settings: its own fields first, then the environment.
 * @throws OnexError CONFIGURATION_ERROR naming the field or the variable, and the expected value
 */
export function settingsOfFields(host: HostFields, environment: NodeJS.ProcessEnv): BusSettings {
  // Without brokers in its field, such a node is standalone. The field `name` is then the name of the service.
  const { KAFKA_BOOTSTRAP_SERVERS: _, SERVICE_NAME: __, ONEX_INSTANCE_ID: id, ...others } = environment;
  return read(others, {
    kafka_servers: host.bootstrapServers,
    service_name: host.serviceName,
    instance_id: hasText(host.instanceId) ? host.instanceId : id,
  });
}

/**
 * Settings of an object that is not a runtime node. A relative state directory is relative to the working directory,
 * because such an object need not be in a project.
 * @param service name of the service if `SERVICE_NAME` is not set
 * @throws OnexError CONFIGURATION_ERROR naming the variable, and the expected value
 */
export function settingsOfEnvironment(environment: NodeJS.ProcessEnv, service: string): BusSettings {
  return read(environment, { service_name: service });
}

/** The environment has precedence over the fields, which the reader treats as a config file. */
function read(
  environment: NodeJS.ProcessEnv,
  fields: Readonly<Record<string, string | undefined>>,
): BusSettings {
  const own = OPTIONS.flatMap((option): [typeof option, SourceValue][] => {
    const value = fields[option.key];
    return hasText(value) ? [[option, { value, where: FIELD_NAMES[option.key] ?? option.key }]] : [];
  });
  // The Kafka client checks its variables itself.
  const [fault] = faultyVariables(environment, false);
  if (fault !== undefined) throw new OnexError('CONFIGURATION_ERROR', fault.message);
  try {
    return resolveSettings({ flags: {}, environment, file: new Map(own), root: process.cwd() });
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new OnexError('CONFIGURATION_ERROR', cause.message.replace(/\.$/u, ''), { cause });
  }
}

function hasText(value: string | undefined): value is string {
  return (value ?? '').trim() !== '';
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  kafka_servers: 'bootstrapServers',
  service_name: 'serviceName',
  instance_id: 'instanceId',
};
