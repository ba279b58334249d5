import { CHECKOUT, edit, emptyFolder, generate, linkPackages, PAYMENT, read, write } from './support.ts';

const RULES = `import { EnumPaymentOperationType } from '../enums/index.ts';
import type { ModelPaymentCreateInput } from '../models/index.ts';
import * as models from '../models/index.ts';

export type Data = ModelPaymentCreateInput['data'];

/** A create is big when its data is. Its id may be null. */
export function isBig({ data, entity_id }: ModelPaymentCreateInput): boolean {
  const other = { create: 'create', data: 1 };
  return Object.keys(data).length > other.data && entity_id !== other.create;
}

export function shadowed(ModelPaymentCreateInput: string): string {
  return ModelPaymentCreateInput;
}

export const operations: readonly string[] = [EnumPaymentOperationType.CREATE, 'create'];
export const parsed = models.ModelPaymentReadInput.parse({ entity_id: 'one' }).entity_id;
`;

const SHARED = `import type { ModelPaymentCreateOutput } from '../node_billing_payment_effect/v1_0_0/models/index.ts';
import { HandlerCreate } from '../node_billing_payment_effect/v1_0_0/handlers/handler_create.ts';

export const made = ({ created_at }: ModelPaymentCreateOutput): string => created_at;
export const handler: typeof HandlerCreate = HandlerCreate;
export const contract = new URL('../node_billing_payment_effect/v1_0_0/contract.yaml', import.meta.url);
`;

function ownersEdits(root: string): void {
  edit(
    root,
    `${PAYMENT}/handlers/handler_create.ts`,
    '    return {',
    '    if (isBig(input)) throw new Error(`${input.entity_id} is too big to create`); // create is not for big data\n    return {',
  );
  edit(
    root,
    `${PAYMENT}/handlers/handler_create.ts`,
    'import {',
    "import { isBig } from './rules.ts';\nimport {",
  );
  write(root, `${PAYMENT}/handlers/rules.ts`, RULES);
  write(root, `${PAYMENT}/handlers/logo.bin`, '\0\u0001payment');
  write(root, 'nodes/shared/payments.ts', SHARED);
  edit(
    root,
    `${CHECKOUT}/handlers/handler_create_payment.ts`,
    'completed: (_context, reply) => reply',
    'completed: (context, reply) => ({ ...reply, created_at: context.start.input.data === null ? "" : reply.created_at })',
  );
  edit(
    root,
    `${CHECKOUT}/workflow.ts`,
    'results: context.results',
    'results: { ...context.results, id: context.results.create_payment?.entity_id }',
  );
  write(
    root,
    'config/nodes.yaml',
    '# node_billing_payment_effect is ours\nnode_billing_payment_effect:\n  max_entries: 5\n' +
      'routes: ["node_billing_payment_effect:create", onex.evt.billing.payment-completed.v1]\n',
  );
  write(root, 'config/prod/node_billing_payment_effect.yaml', 'max_entries: 7\n');
  write(root, 'scripts/send.sh', "npx onex-runtime send payment:create '{}'\n");
  write(root, '.github/workflows/ci.yml', 'run: npm start -- node_billing_payment_effect\n');
  // The runtime's types come from its source, so that nothing has to be built first.
  edit(
    root,
    'tsconfig.json',
    '"skipLibCheck": true',
    '"skipLibCheck": true, "customConditions": ["onex-source"]',
  );
  const contract = read(root, `${PAYMENT}/contract.yaml`);
  write(
    root,
    `${PAYMENT}/contract.yaml`,
    contract.replace('io_operations:', 'io_operations:\n  # first create, then read'),
  );
}

/** A project with an orchestrator that drives an effect, a reducer, and code of its owner in and beside the nodes. */
export async function shop(): Promise<string> {
  const root = emptyFolder();
  const options = { install: false };
  await generate(root, 'effect', ['payment'], { ...options, domain: 'billing', operations: 'create,read' });
  await generate(root, 'reducer', ['order'], options);
  await generate(root, 'orchestrator', ['checkout'], { ...options, steps: 'payment:create,payment:read' });
  ownersEdits(root);
  linkPackages(root);
  return root;
}
