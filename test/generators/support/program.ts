import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BIN } from '../../support/built.ts';

export const PAYMENT = 'nodes/node_billing_payment_effect';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program without a terminal. */
export function onex(cwd: string, args: readonly string[], bin = BIN): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** Changes a file of a project as its owner would. */
export function change(root: string, file: string, edit: (text: string) => string): void {
  const path = join(root, file);
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

/** The contract of an effect with one more operation. */
export function withOperation(contract: string, name: string): string {
  const operation = [
    `  - operation: ${name}`,
    '    operation_type: read',
    `    description: Do ${name}.`,
    '    input_fields:',
    '      - entity_id: str',
    '    output_fields:',
    '      - entity_id: str',
    '    idempotent: true',
    '    timeout_seconds: 30',
    '',
  ].join('\n');
  return contract
    .replace('\nretry_policies:', `\n${operation}retry_policies:`)
    .replace('\n\n  - op', '\n  - op');
}
