import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  NodeCompute,
  NodeEffect,
  NodeReducer,
  NodeRoutedOrchestrator,
  OnexError,
  type Container,
  type NodeBase,
} from '../../../runtime/src/index.ts';
import { LEDGER, type InstalledContracts, type Kind } from './contracts.ts';

/** A class of a node whose messages come over the bus. */
export type NodeClass = new (container: Container) => NodeBase;

const tickTopic = (kind: string, name: string): string => `onex.${kind}.omnimarket.ledger-${name}.v1`;

/** What each of the four takes and gives. A node of either side may stand in each place. */
export const PLACES: Readonly<
  Record<Kind, { readonly in: string; readonly out: string; readonly failed: string }>
> = {
  orchestrator: {
    in: tickTopic('cmd', 'tick'),
    out: tickTopic('cmd', 'append'),
    failed: tickTopic('evt', 'failed'),
  },
  effect: {
    in: tickTopic('cmd', 'append'),
    out: tickTopic('evt', 'appended'),
    failed: tickTopic('evt', 'append-failed'),
  },
  compute: {
    in: tickTopic('evt', 'appended'),
    out: tickTopic('evt', 'hash-computed'),
    failed: tickTopic('evt', 'hash-failed'),
  },
  reducer: {
    in: tickTopic('evt', 'hash-computed'),
    out: tickTopic('evt', 'state-reduced'),
    failed: tickTopic('evt', 'state-failed'),
  },
};

/** Lines by tick, as a ledger would hold them; each is written once. */
export const LINES: string[] = [];

/** A bug in the model of our effect, which is repaired later. */
export const BUG = { isPresent: false };

const Tick = z.strictObject({ tick_id: z.string(), correlation_id: z.string() });
const Appended = z.strictObject({ ...Tick.shape, line_number: z.number(), line_content: z.string() });
const Hashed = z.strictObject({ ...Tick.shape, line_count: z.number(), sha256_hex: z.string() });

/** A tick `effect:fail` fails in the effect, and `effect:hang` is not answered there. */
async function obey(kind: Kind, tick: string, signal: AbortSignal): Promise<void> {
  if (tick === `${kind}:fail`) throw new OnexError('INVALID_PARAMETER', 'This tick is refused.');
  if (tick !== `${kind}:hang`) return;
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The handler was aborted.')));
  });
}

/** Our four nodes of the ledger, made from the contracts of the Python nodes. */
export function ledgerNodes(contracts: InstalledContracts): Readonly<Record<Kind, NodeClass>> {
  return {
    orchestrator: class extends NodeRoutedOrchestrator {
      constructor(container: Container) {
        super(container, {
          contract: contracts.of(LEDGER.orchestrator),
          emissions: { append: { kind: 'command', topic: PLACES.orchestrator.out, payload: Tick } },
          state: z.object({}),
          handlers: {
            ledger_orchestrator: {
              input: Tick,
              async handle(tick: z.infer<typeof Tick>, { emit, signal }) {
                await obey('orchestrator', tick.tick_id, signal);
                emit('append', tick);
              },
            },
          },
        });
      }
    },
    effect: class extends NodeEffect {
      constructor(container: Container) {
        super(container, {
          contract: contracts.of(LEDGER.effect),
          handlers: {
            ledger_append: {
              input: Tick.refine(() => !BUG.isPresent, 'The model has a bug.'),
              output: Appended,
              async handle(tick: z.infer<typeof Tick>, { signal }) {
                await obey('effect', tick.tick_id, signal);
                LINES.push(tick.tick_id);
                return { ...tick, line_number: LINES.length, line_content: tick.tick_id };
              },
            },
          },
        });
      }
    },
    compute: class extends NodeCompute {
      constructor(container: Container) {
        super(container, {
          contract: contracts.of(LEDGER.compute),
          handlers: {
            ledger_hash_compute: {
              input: Appended,
              output: Hashed,
              async handle(line: z.infer<typeof Appended>, { signal }) {
                const { tick_id, correlation_id, line_number, line_content } = line;
                await obey('compute', tick_id, signal);
                const sha256_hex = createHash('sha256').update(line_content).digest('hex');
                return { tick_id, correlation_id, line_count: line_number, sha256_hex };
              },
            },
          },
        });
      }
    },
    reducer: class extends NodeReducer<{ ticks?: number }> {
      constructor(container: Container) {
        super(container, {
          contract: contracts.of(LEDGER.reducer),
          input: Hashed.extend({ operation: z.string().optional() }),
          data: z.object({ ticks: z.number().optional() }),
          initial: {},
          actions: {},
        });
      }
    },
  };
}
