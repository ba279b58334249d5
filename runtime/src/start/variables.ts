import { checkKafkaSecurity } from '../event-bus/kafka/check-security.ts';
import { VARIABLES, type Environment } from '../settings/index.ts';

/** A variable, and why a node cannot start with its value. */
export interface VariableProblem {
  readonly variable: string;
  /** In one line with the name of the variable, without its value. */
  readonly message: string;
}

/**
 * Checks the variables without a setting, and with Kafka its security. A start and `doctor` use this check.
 * @param kafka whether the node uses Kafka; otherwise its variables are not read
 */
export function variableProblems(environment: Environment, kafka: boolean): readonly VariableProblem[] {
  const single = VARIABLES.flatMap(({ name, parse, ofKafka }): VariableProblem[] => {
    const value = environment[name] ?? '';
    if (parse === null || value.trim() === '' || (ofKafka === true && !kafka)) return [];
    try {
      parse(value);
      return [];
    } catch {
      return [{ variable: name, message: `${name} must be ${parse.expected}` }];
    }
  });
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
