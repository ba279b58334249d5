import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import {
  type DeduplicationStore,
  type GivenOut,
  createEnvelope,
  openSqliteDeduplication,
} from '../../src/event-bus/index.ts';
import { Container, NodeEffect, type HandlerContext } from '../../src/index.ts';
import { contractOf } from '../sample/contract-of.ts';

const TOPIC = 'onex.cmd.shop.ledger-requested.v1';
const CONTRACT = `
name: node_shop_ledger_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps a ledger.
input_model: shop.models.ModelLedgerInput
output_model: shop.models.ModelLedgerOutput
io_operations:
  - {operation: book, operation_type: book}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${TOPIC}]
  publish_topics: [onex.evt.shop.ledger-completed.v1, onex.evt.shop.ledger-failed.v1]
error_handling:
  retry_policy: {max_retries: 1, initial_delay_ms: 1, max_delay_ms: 2, exponential_base: 2}
`;

describe('a handler that writes in the transaction of its answer', () => {
  let stateDir: string;
  let store: DeduplicationStore;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-ledger-'));
    store = openSqliteDeduplication({ stateDir, name: 'ledger' });
  });
  afterEach(async () => {
    await store.close();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const book = async (fails: (attempt: number) => boolean, statements: readonly string[] = []) => {
    let attempts = 0;
    const node = new (class extends NodeEffect {
      constructor() {
        super(new Container(), {
          contract: contractOf(CONTRACT),
          handlers: {
            book: {
              input: z.object({}),
              output: z.object({}),
              async handle(_: object, { transaction }: HandlerContext) {
                attempts += 1;
                await transaction?.query('CREATE TABLE IF NOT EXISTS ledger (attempt INTEGER)');
                await transaction?.query('INSERT INTO ledger VALUES ($1)', [attempts]);
                for (const statement of statements) await transaction?.query(statement);
                if (fails(attempts)) throw new Error('no ink');
                return {};
              },
            },
          },
        });
      }
    })();
    const envelope = createEnvelope({});
    const { outputs } = await store.once('ledger', envelope.envelope_id, async (transactions) => {
      const given = await node.dispatch({
        payload: {},
        envelope,
        topic: TOPIC,
        ...(transactions && { transactions }),
      });
      return given.map(({ topic, payload }): GivenOut => {
        return { topic, key: null, envelope: createEnvelope(payload) };
      });
    });
    return outputs.map(({ topic }) => topic);
  };
  const ledger = async (): Promise<unknown[]> => {
    let rows: readonly unknown[] = [];
    await store.once('reader', 'read', async (scope) => {
      const attempt = scope?.attempt();
      await attempt?.query('CREATE TABLE IF NOT EXISTS ledger (attempt INTEGER)');
      rows = (await attempt?.query('SELECT attempt FROM ledger')) ?? [];
      return [];
    });
    return rows.map((row) => (row as { attempt: unknown }).attempt);
  };

  it('has what its last attempt wrote, and nothing of those that failed', async () => {
    expect(await book((attempt) => attempt === 1)).to.deep.equal(['onex.evt.shop.ledger-completed.v1']);
    expect(await ledger()).to.deep.equal([2]);
  });

  it('is answered with the failed event when the database refuses at the end what it wrote', async () => {
    const topics = await book(
      () => false,
      [
        'CREATE TABLE owner (id INTEGER PRIMARY KEY)',
        'CREATE TABLE owned (id INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED)',
        'INSERT INTO owned VALUES (1)',
      ],
    );
    expect(topics).to.deep.equal(['onex.evt.shop.ledger-failed.v1']);
    expect(await ledger()).to.deep.equal([]);
  });

  it('has written nothing when it is answered with the failed event', async () => {
    expect(await book(() => true)).to.deep.equal(['onex.evt.shop.ledger-failed.v1']);
    expect(await ledger()).to.deep.equal([]);
  });
});
