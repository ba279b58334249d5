import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z, type ZodType } from 'zod';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { createLogger } from '../../src/logging/index.ts';
import { NodeReducer, type Migrate } from '../../src/machine/index.ts';
import { Container, defaultSettings, LOGGER, SETTINGS, type Message } from '../../src/node/index.ts';
import { contractOf } from '../contract/read.ts';
import { until } from '../event-bus/until.ts';

interface Data {
  readonly amount?: number;
  readonly currency?: string;
}

const contract = (minor: number, paid: string) =>
  contractOf(`name: node_shop_bill_reducer
node_type: REDUCER_GENERIC
node_version: {major: 1, minor: ${minor}, patch: 0}
event_bus: {subscribe_topics: [onex.cmd.shop.bill-requested.v1]}
state_machine:
  initial_state: new
  persistence_enabled: true
  states: [new, ${paid}]
  transitions:
    - {from_state: new, to_state: ${paid}, trigger: pay, actions: [keep]}
    - {from_state: ${paid}, to_state: new, trigger: reopen}
`);

const LOOSE: ZodType<Data> = z.object({ amount: z.number().optional(), currency: z.string().optional() });
const STRICT = z.object({ amount: z.number().optional(), currency: z.string() }) as ZodType<Data>;

describe('stored entities after the contract changed', () => {
  let stateDir: string;
  const lines: Record<string, unknown>[] = [];
  const running: NodeReducer<Data>[] = [];
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-stored-'));
    lines.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((node) => node.shutdown()));
    rmSync(stateDir, { recursive: true });
  });

  const open = async (minor: number, paid: string, data: ZodType<Data>, migrate?: Migrate<Data>) => {
    class Bill extends NodeReducer<Data> {
      constructor() {
        const logger = createLogger({
          level: 'info',
          destination: {
            write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
          },
        } as Parameters<typeof createLogger>[0]);
        super(
          new Container()
            .register(SETTINGS, { value: { ...defaultSettings(), stateDir } })
            .register(LOGGER, { value: logger }),
          {
            contract: contract(minor, paid),
            data,
            initial: minor === 0 ? {} : { currency: 'EUR' },
            actions: { keep: ({ event }) => ({ data: { amount: Number(event.payload['amount']) } }) },
            ...(migrate && { migrate }),
          },
        );
      }
    }
    const node = new Bill();
    running.push(node);
    await node.initialize();
    return node;
  };
  const send = async (
    node: NodeReducer<Data>,
    operation: string,
    entity: string,
  ): Promise<Record<string, unknown>> => {
    const payload = { operation, entity_id: entity, amount: 5 };
    const message: Message = {
      payload,
      envelope: createEnvelope(payload),
      topic: 'onex.cmd.shop.bill-requested.v1',
    };
    return (await node.dispatch(message)).at(-1)?.payload as Record<string, unknown>;
  };
  const storeSome = async (count: number): Promise<void> => {
    const node = await open(0, 'paid', LOOSE);
    for (let index = 0; index < count; index += 1) await send(node, 'pay', `bill-${index}`);
    await node.shutdown();
  };
  const unreadable = (node: NodeReducer<Data>): Promise<number> =>
    until(() => {
      const count = node.health().details['unreadable_entities'];
      return count === undefined ? null : { count };
    }).then(({ count }) => count as number);

  it('are counted at the start, page by page, with the reason', async () => {
    await storeSome(503);
    const node = await open(1, 'settled', LOOSE);
    expect(await unreadable(node)).to.equal(503);
    const error = lines.find(({ level }) => level === 'error');
    expect(String(error?.['message'])).to.match(
      /^503 of 503 stored entities cannot be read \(503: state "paid" does not exist\)\. Convert them in migrate/,
    );
  });

  it('are refused with the reason, and not changed, where nothing converts them', async () => {
    await storeSome(1);
    const node = await open(1, 'settled', LOOSE);
    const { error } = await send(node, 'reopen', 'bill-0');
    expect(error).to.include({ error_code: 'ONEX_CORE_086_INVALID_STATE' });
    expect((error as { message: string }).message).to.include('state "paid" does not exist');
    await node.shutdown();
    const before = await open(0, 'paid', LOOSE);
    expect(await send(before, 'reopen', 'bill-0')).to.include({ state: 'new', version: 2 });
  });

  it('are converted when their next event arrives', async () => {
    await storeSome(2);
    const calls: unknown[] = [];
    const node = await open(1, 'settled', STRICT, (state, data, fromVersion) => {
      calls.push([state, data, fromVersion]);
      return { state: state === 'paid' ? 'settled' : state, data: { ...data, currency: 'USD' } };
    });
    expect(await unreadable(node)).to.equal(0);
    expect(calls[0]).to.deep.equal(['paid', { amount: 5 }, '1.0.0']);
    expect(await send(node, 'reopen', 'bill-0')).to.deep.include({
      previous_state: 'settled',
      state: 'new',
      version: 2,
      data: { amount: 5, currency: 'USD' },
    });
    const before = calls.length;
    expect(await send(node, 'pay', 'bill-0')).to.include({ state: 'settled', version: 3 });
    expect(calls).to.have.length(before);
  });

  it('stay as they are where the conversion fails or gives what cannot be read either', async () => {
    await storeSome(1);
    for (const [migrate, why] of [
      [() => null, /migrate returns null/],
      [
        () => ({ state: 'nowhere', data: { currency: 'USD' } }),
        /after migrate, state "nowhere" does not exist/,
      ],
      [() => ({ state: 'settled', data: {} }), /after migrate, its data does not match the model \(currency/],
      [
        () => {
          throw new Error('not today');
        },
        /migrate fails: not today/,
      ],
    ] as const) {
      const node = await open(1, 'settled', STRICT, migrate);
      expect(await unreadable(node)).to.equal(1);
      const { error } = await send(node, 'reopen', 'bill-0');
      expect((error as { message: string }).message).to.match(why);
      await node.shutdown();
    }
  });

  it('are counted where a new field is required', async () => {
    await storeSome(1);
    const node = await open(1, 'paid', STRICT);
    expect(await unreadable(node)).to.equal(1);
    expect(String(lines.find(({ level }) => level === 'error')?.['message'])).to.match(/currency/);
  });
});
