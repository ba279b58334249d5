import { createTestNode } from '../../runtime/src/testing/index.ts';
import { createLogger, type Logger } from '../../runtime/src/logging/index.ts';
import { NodeEffect, type Container } from '../../runtime/src/index.ts';
import { readContract } from '../../runtime/src/contract/index.ts';
import { z } from 'zod';

const CONTRACT = `
name: node_billing_log_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Writes a log.
input_model: billing.models.ModelLogInput
output_model: billing.models.ModelLogOutput
io_operations: [{operation: note}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.billing.log-requested.v1]
  publish_topics: [onex.evt.billing.log-completed.v1, onex.evt.billing.log-failed.v1]
error_handling: {retry_policy: {max_retries: 0}}
`;

class NodeLog extends NodeEffect {
  constructor(container: Container) {
    const { contract } = readContract(CONTRACT, { file: 'contract.yaml' });
    if (contract === null) throw new Error('the contract of the probe cannot be read');
    super(container, {
      contract,
      handlers: {
        note: {
          input: z.looseObject({}),
          output: z.looseObject({}),
          handle(_input: unknown, { logger }: { readonly logger: Logger }) {
            logger.debug({ api_key: 'k', nested: { list: [1, 'two'] } }, 'noted');
            logger.warn('no card');
            throw new TypeError('no lorry');
          },
        },
      },
    });
  }
}

export interface PublishedRecord {
  readonly topic: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The log entries that a node publishes, at each level that it writes. */
export async function logRecords(): Promise<readonly PublishedRecord[]> {
  const before = process.env['ONEX_PLATFORM_EVENTS'];
  process.env['ONEX_PLATFORM_EVENTS'] = 'log-entry';
  const logger = createLogger({ level: 'trace', pretty: false, destination: { write() {} } });
  const test = await createTestNode(NodeLog, { logger });
  try {
    await test.send({});
  } finally {
    await test.stop();
    if (before === undefined) delete process.env['ONEX_PLATFORM_EVENTS'];
    else process.env['ONEX_PLATFORM_EVENTS'] = before;
  }
  return test.transport.records
    .filter(({ topic }) => topic === 'onex.evt.platform.log-entry.v1')
    .map(({ topic, value, headers }) => ({ topic, value: String(value), headers: { ...headers } }));
}
