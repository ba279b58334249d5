import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paint } from 'onex-cli-kit';
import { nextVersion } from '../release/next-version.ts';
import { explain, onex, onexShown } from './commands.ts';
import { demoMerge } from './merge.ts';
import { demoReformat } from './reformat.ts';
import { demoRename } from './rename.ts';

const NODES = 'nodes';
const CREATE = 'v1_0_0/handlers/handler_create.ts';
const PAYMENT = `${NODES}/node_billing_payment_effect/${CREATE}`;
const REFUND = `${NODES}/node_billing_refund_effect/${CREATE}`;

function upgrade(bin: string, cwd: string, args: readonly string[], expected: number): void {
  onexShown(cwd, ['upgrade', ...args], expected, bin);
}

/** `npm run demo -- upgrade`: edits are made, the next version of the templates comes, and everything is kept. */
export async function demoUpgrade(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'onex-demo-upgrade-'));
  const next = nextVersion('9.0.0');
  await onex(project, ['effect', 'payment', '--domain', 'billing', '--yes']);
  await onex(project, ['effect', 'refund', '--domain', 'billing', '--yes']);
  explain('Their owner writes a line at the top of one handler, and at the end of the other.');
  const refund = join(project, REFUND);
  writeFileSync(refund, `// mine, at the top\n${readFileSync(refund, 'utf8')}`);
  appendFileSync(join(project, PAYMENT), '// mine, at the end\n');

  explain('The next version of the templates ends both with a line of its own. One merges, one clashes.');
  upgrade(next, project, [], 2);
  upgrade(next, project, ['--on-conflict', 'markers'], 2);
  const marked = readFileSync(join(project, PAYMENT), 'utf8');
  process.stdout.write(`\n${marked.slice(marked.indexOf('<<<<<<<'))}`);

  explain('The owner resolves the conflict by keeping both lines.');
  writeFileSync(join(project, PAYMENT), marked.replaceAll(/^(?:<{7}|\|{7}|={7}|>{7}).*\n/gm, ''));
  upgrade(next, project, [], 0);
  for (const path of [PAYMENT, REFUND]) {
    const text = readFileSync(join(project, path), 'utf8');
    if (!text.includes('// mine') || !text.includes('// of the next version'))
      throw new Error(`${path} lost a line`);
  }
  process.stdout.write(`\n${paint('good', 'Nothing was lost.')} The project is in ${project}.\n`);

  explain('Another owner formats with four spaces and without semicolons, and adds a line.');
  await demoReformat(next);

  explain('A team renames an operation that a workflow drives, and whose handler somebody edited.');
  await demoRename();

  explain('Two branches run onex on one node, and git merges them.');
  await demoMerge();
}
