/** What one look at the machine or the project found. */
export interface Finding {
  /** What was looked at: `node`, `contract node_billing_payment_effect`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in one line, without secrets. */
  readonly message: string;
  /** What to do about it; null when all is well. */
  readonly remedy: string | null;
}

export function good(name: string, message: string): Finding {
  return { name, ok: true, message, remedy: null };
}

export function bad(name: string, message: string, remedy: string): Finding {
  return { name, ok: false, message, remedy };
}
