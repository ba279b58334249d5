import { MAX_NAME_LENGTH } from '../../lib/naming/index.ts';
import { paragraphs, shell, table } from './markdown.ts';

/** The pages that errors about names and steps send to. */
export function naming(): string {
  return paragraphs([
    '## Names',
    `A name has at most ${MAX_NAME_LENGTH} characters and starts with a letter. Letters are A–Z and a–z, and digits are 0–9. A name is never a path, a device of Windows (\`con\`, \`nul\` …) or what every JavaScript object has (\`constructor\`, \`__proto__\` …). The folder of a new project may have any name that is possible on Linux, macOS, and Windows.`,
    table(
      ['Name', 'May hold', 'Becomes', 'May be a word of JavaScript'],
      [
        ['node', 'letters, digits, `_`, `-`', '`snake_case`', 'no'],
        ['domain', 'letters, digits, `_`, `-`', '`kebab-case`', 'no'],
        ['project', 'letters, digits, `_`, `-`', '`kebab-case`', 'yes'],
        ['operation', 'letters, digits, `_`, `-`, and `.` between parts', '`snake_case`', 'yes'],
      ],
    ),
    'The node `payment` of the domain `billing` made by `onex effect` is `node_billing_payment_effect`: that is its folder in `nodes/` and its name in the contract. The same name with another kind or domain is another node. The full name means that node wherever a name is wanted.',
    '## Steps',
    '`--steps` names nodes of the project in the order in which an orchestrator drives them. A node may be called by its short name as long as that means one node only; without an operation its contract’s first is meant.',
    shell(['onex orchestrator checkout --steps stock:update,payment:create --yes']),
    'Where a node also has the operation that undoes what a step asks of it (`create` and `delete`, `reserve` and `release`, `charge` and `refund`, `start` and `stop`, `open` and `close`), the contract says `compensation` at that step and `failure_recovery_strategy: compensate`: when a later step has failed for good, completed steps are undone, the last one first. Without any such step it says `fail_fast`, and the workflow just ends; the third strategy, `continue`, goes on without what depends on the failed step. An orchestrator made by an earlier version keeps `fail_fast` until its contract is changed.',
    'Each step waits for the one before; branches that run side by side are written in the contract’s `workflow`. A step works through the event bus: a compute or reducer without one (made without `--event-bus`) never answers, and the workflow times out. An orchestrator may not have the name of a node that it drives in the same domain, since the two would share a topic.',
  ]);
}
