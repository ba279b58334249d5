import { MAX_NAME_LENGTH } from '../../lib/naming/index.ts';
import { paragraphs, shell, table } from './markdown.ts';

/** The sections that errors about names and steps link to. */
export function naming(): string {
  return paragraphs([
    '## Names',
    `A name has at most ${MAX_NAME_LENGTH} characters and starts with a letter. Letters are A–Z and a–z, and digits are 0–9. A name is never a path, a device of Windows (\`con\`, \`nul\` …) or a member of every JavaScript object (\`constructor\`, \`__proto__\` …). The folder of a new project may have any name that is valid on Linux, macOS, and Windows.`,
    table(
      ['Name', 'Characters', 'Becomes', 'May be a reserved word of JavaScript'],
      [
        ['node', 'letters, digits, `_`, `-`', '`snake_case`', 'no'],
        ['domain', 'letters, digits, `_`, `-`', '`kebab-case`', 'no'],
        ['project', 'letters, digits, `_`, `-`', '`kebab-case`', 'yes'],
        ['operation', 'letters, digits, `_`, `-`, and `.` between parts', '`snake_case`', 'yes'],
      ],
    ),
    '`onex effect payment` in the domain `billing` creates the node `node_billing_payment_effect`. This is its folder in `nodes/` and its name in the contract. The same short name with another kind or domain is another node. Every command also accepts the full name.',
    '## Steps',
    '`--steps` lists nodes of the project in the order in which an orchestrator drives them. Use the short name of a node if it is unique. Without an operation, the step uses the first operation of the contract.',
    shell(['onex orchestrator checkout --steps stock:update,payment:create --yes']),
    'If a node also has the operation that undoes the operation of a step (`create` and `delete`, `reserve` and `release`, `charge` and `refund`, `start` and `stop`, `open` and `close`), the contract has `compensation` at that step, and `failure_recovery_strategy: compensate`: when a later step fails after all retries, completed steps are undone, the last one first. If there is no such step, the contract has `fail_fast`, and the workflow ends. The third strategy, `continue`, continues without the steps that depend on the failed step. An orchestrator that an earlier version generated has `fail_fast` until you change its contract.',
    'Each step waits for the previous one. To run steps in parallel, change `depends_on` in the contract. A step uses the event bus: a compute or reducer that was generated without `--event-bus` never answers, and the workflow times out. An orchestrator cannot have the name of a node that it drives in the same domain, because both would use the same topic.',
  ]);
}
