import { checkKafkaSecurity } from '../../event-bus/transports/kafka/settings/index.ts';
import { faultyVariables, type Environment, type VariableProblem } from '../../settings/index.ts';

/**
 * Checks the variables that are not settings and, with Kafka, its security. A start and `doctor` both use this check.
 * @param kafka whether the node uses Kafka; if not, its variables are not read
 */
export function variableProblems(environment: Environment, kafka: boolean): readonly VariableProblem[] {
  const single = faultyVariables(environment, kafka);
  if (!kafka || single.some(({ variable }) => variable.startsWith('KAFKA_'))) return single;
  return [...single, ...securityProblems(environment)];
}

function securityProblems(environment: Environment): VariableProblem[] {
  try {
    checkKafkaSecurity(environment);
    return [];
  } catch (error) {
    const { message } = error as Error;
    return [{ variable: /[A-Z][A-Z_]+/u.exec(message)?.[0] ?? 'environment', message }];
  }
}
