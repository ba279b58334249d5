import {
  formatFinding,
  type Finding as ContractFinding,
  type GraphRule,
  type Severity,
} from '../../../contract/index.ts';

/** The checks of `doctor`. Each has an entry in docs/errors.md. */
export const DOCTOR_RULES = [
  'config',
  'config-directory',
  'contract',
  'contract-name',
  'dangling-link',
  'dependencies',
  'environment',
  'git-attributes',
  'kafka-cluster',
  'kafka-rights',
  'kafka-topics',
  'merge-driver',
  'missing-client',
  'missing-handler',
  'missing-import',
  'no-nodes',
  'no-project',
  'node-version',
  'package-json',
  'runtime-version',
  'service-unavailable',
  'setting',
  'shared-package',
  'shell-command',
  'start-script',
  'state-directory',
] as const;

export type DoctorRule = (typeof DOCTOR_RULES)[number];

/** A finding about the machine or the project. */
export interface Finding {
  /** The subject: `node`, `contract node_billing_payment_effect`. */
  readonly name: string;
  readonly ok: boolean;
  /** The result, in one line, without secrets. */
  readonly message: string;
  /** The remedy. Null if there is no problem. */
  readonly remedy: string | null;
  /** Severity and place, of a finding about a contract. */
  readonly severity?: Severity;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The broken rule. Absent if there is no problem. Its name is an anchor in docs/errors.md. */
  readonly rule?: DoctorRule | GraphRule;
  /** Step and operation, of a finding about a link between nodes. */
  readonly step?: string;
  readonly operation?: string;
}

export function good(name: string, message: string): Finding {
  return { name, ok: true, message, remedy: null };
}

export function bad(rule: DoctorRule, name: string, message: string, remedy: string): Finding {
  return { name, ok: false, message, remedy, rule };
}

/** A finding that does not make the check fail. */
export function caution(rule: DoctorRule, name: string, message: string): Finding {
  return { name, ok: true, message, remedy: null, severity: 'warning', rule };
}

/** A finding of the reader of contracts. Only an error makes the check fail. */
export function ofContract(name: string, found: ContractFinding): Finding {
  const { severity, file, line, column } = found;
  const isError = severity === 'error';
  return {
    name,
    ok: !isError,
    message: formatFinding(found),
    remedy: isError ? 'correct it there' : null,
    rule: 'contract',
    severity,
    file,
    line,
    column,
  };
}
