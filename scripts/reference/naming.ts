import { MAX_NAME_LENGTH } from '../../lib/naming/index.ts';
import { paragraphs, shell, table } from './markdown.ts';

/** The pages that errors about names and steps send to. */
export function naming(): string {
  return paragraphs([
    '## Names',
    `A name has at most ${MAX_NAME_LENGTH} characters and starts with a letter. It is never a path, a device of Windows (\`con\`, \`nul\` …) or what every JavaScript object has (\`constructor\`, \`__proto__\` …).`,
    table(
      ['Name', 'May hold', 'Becomes', 'May be a word of JavaScript'],
      [
        ['node', 'letters, digits, `_`, `-`', '`snake_case`', 'no'],
        ['domain', 'letters, digits, `_`, `-`', '`kebab-case`', 'no'],
        ['project', 'letters, digits, `_`, `-`', '`kebab-case`', 'yes'],
        ['operation', 'letters, digits, `_`, `-`, and `.` between parts', '`snake_case`', 'yes'],
      ],
    ),
    'The node `payment` of the domain `billing` made by `onex effect` is `node_billing_payment_effect`: that is its folder in `nodes/` and its name in the contract. The same name with another kind or domain is another node.',
    '## Steps',
    '`--steps` names nodes of the project in the order in which an orchestrator drives them. A node may be called by its short name as long as that means one node only; without an operation its contract’s first is meant.',
    shell(['onex orchestrator checkout --steps stock:update,payment:create --yes']),
    'Each step waits for the one before; branches that run side by side are written in the contract’s `workflow`. A step works through the event bus: a compute or reducer without one (made without `--event-bus`) never answers, and the workflow times out. An orchestrator may not have the name of a node that it drives in the same domain, since the two would share a topic.',
  ]);
}
