import {
  formatFinding,
  type Finding as ContractFinding,
  type GraphRule,
  type Severity,
} from '../../../contract/index.ts';

/** What one look at the machine or the project found. */
export interface Finding {
  /** What was looked at: `node`, `contract node_billing_payment_effect`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in one line, without secrets. */
  readonly message: string;
  /** What to do about it; null when all is well. */
  readonly remedy: string | null;
  /** Of what a contract's reader says: how grave it is, and where. */
  readonly severity?: Severity;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Of a link between nodes: the rule that it breaks, and the step and operation that it is about. */
  readonly rule?: GraphRule;
  readonly step?: string;
  readonly operation?: string;
}

export function good(name: string, message: string): Finding {
  return { name, ok: true, message, remedy: null };
}

export function bad(name: string, message: string, remedy: string): Finding {
  return { name, ok: false, message, remedy };
}

/** A finding that does not make the check fail. */
export function caution(name: string, message: string): Finding {
  return { name, ok: true, message, remedy: null, severity: 'warning' };
}

/** What the reader of a contract says; only an error is something wrong. */
export function ofContract(name: string, found: ContractFinding): Finding {
  const { severity, file, line, column } = found;
  const isError = severity === 'error';
  return {
    name,
    ok: !isError,
    message: formatFinding(found),
    remedy: isError ? 'correct it there' : null,
    severity,
    file,
    line,
    column,
  };
}
