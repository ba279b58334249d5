import { checkKafkaSecurity } from '../event-bus/kafka/check-security.ts';
import { topicCreation } from '../event-bus/kafka/kafka-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable, and why a node cannot start with its value. */
export interface VariableProblem {
  readonly variable: string;
  /** In one line, without the value. */
  readonly message: string;
}

/**
 * Checks the variables that no setting stands for: the interval of heartbeats and, with Kafka, its security and the
 * numbers of topics that are created. The check is that of a start and of `doctor`.
 */
export function variableProblems(environment: Environment, kafka: boolean): readonly VariableProblem[] {
  const checks = [
    () => checkHeartbeat(environment['ONEX_HEARTBEAT_SECONDS']),
    ...(kafka ? [() => checkKafkaSecurity(environment), () => topicCreation(environment)] : []),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      const { message } = error as Error;
      return [{ variable: /[A-Z][A-Z_]+/u.exec(message)?.[0] ?? 'environment', message }];
    }
  });
}

function checkHeartbeat(text: string | undefined): void {
  if (text === undefined || text.trim() === '') return;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return;
  throw new RangeError('ONEX_HEARTBEAT_SECONDS must be a number of seconds above 0');
}
