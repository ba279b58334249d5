import { SHAPES, type Sample } from './shapes.ts';

function node(kind: string, definition: string): string {
  return `import { Node${kind}, type Container } from 'onex-runtime';

export class NodePayment${kind} extends Node${kind} {
  constructor(container: Container) {
    super(container, ${definition});
  }
}
`;
}

/** One file of each shape that the event bus goes into. All of them compile before and after. */
export const SAMPLES: readonly Sample[] = [
  {
    path: 'node-effect.ts',
    text: node('Effect', "{ contract: new URL('./contract.yaml', import.meta.url), handlers: {} }"),
  },
  {
    path: 'node-compute.ts',
    text: node('Compute', "{ contract: new URL('./contract.yaml', import.meta.url), handlers: {} }"),
  },
  {
    path: 'node-by-namespace.ts',
    text: `import * as runtime from 'onex-runtime';

export class NodeStoreEffect extends runtime.NodeEffect {
  constructor(container: runtime.Container) {
    super(container, { contract: new URL('./contract.yaml', import.meta.url), handlers: {} });
  }

  override async initialize(): Promise<void> {
    await super.initialize();
    this.logger.info('up');
  }

  override async shutdown(): Promise<void> {
    await super.shutdown();
  }
}
`,
  },
  {
    path: 'node-through-a-base-of-ones-own.ts',
    text: `import { NodeEffect, type Container } from 'onex-runtime';

abstract class ShopEffect extends NodeEffect {
  constructor(container: Container) {
    super(container, { contract: new URL('./contract.yaml', import.meta.url), handlers: {} });
  }
}

export class NodeOrderEffect extends ShopEffect {}
`,
    options: { className: 'NodeOrderEffect' },
  },
  {
    path: 'plain.ts',
    text: `export class Store {
  private readonly items = new Map<string, number>();

  put(id: string, count: number): void {
    this.items.set(id, count);
  }
}
`,
  },
  {
    path: 'own-lifecycle.ts',
    text: `export class Store {
  #open = false;

  constructor(private readonly name: string) {}

  async initialize(): Promise<string> {
    if (this.#open) return 'again';
    this.#open = true;
    return this.name;
  }

  async shutdown(): Promise<void> {
    this.#open = false;
  }
}
`,
  },
  {
    path: 'own-lifecycle-as-fields.ts',
    text: `export class Store {
  ready = false;
  initialize = async (): Promise<void> => {
    this.ready = true;
  };
  shutdown = async (): Promise<void> => {};
}
`,
  },
  {
    path: 'own-fields.ts',
    text: `export class Store {
  nodeId: string | undefined;
  isRunning = false;
  serviceName: string;
  readonly shutdownSignal = new AbortController();

  constructor(serviceName: string, public instanceId: string | undefined) {
    this.serviceName = serviceName;
  }
}
`,
  },
  {
    path: 'emitter.ts',
    text: `import { EventEmitter } from 'node:events';

export class Store extends EventEmitter<{ put: [string] }> {
  put(id: string): void {
    this.emit('put', id);
  }
}
`,
  },
  {
    path: 'foreign-base.ts',
    text: `import { Foreign } from './foreign.ts';

export class Store extends Foreign {
  put(id: string): void {
    this.keep(id);
  }
}
`,
  },
  {
    path: 'read-base.ts',
    text: `import { Foreign } from './foreign.ts';

export class Store extends Foreign {}
`,
    options: {
      resolveBase: () => ({
        runtime: false,
        opensBus: false,
        members: [
          { name: 'initialize', kind: 'method', access: 'public', abstract: false, unlike: null },
          { name: 'isRunning', kind: 'method', access: 'public', abstract: false, unlike: null },
        ].filter((member) => member.name === 'initialize') as [],
      }),
    },
  },
  {
    path: 'separate.ts',
    text: `export class Store {
  private isRunning = false;
  readonly nodeId = 7;

  initialize(): void {
    this.isRunning = !this.isRunning;
  }
}
`,
    options: { separate: true },
  },
  {
    path: 'names-taken.ts',
    text: `import process from 'node:process';

export interface EventPublisher {
  publish(): void;
}
export const EVENT_BUS_AVAILABLE = 'mine';
class AbortController {
  mine = true;
}
export function pid(): number {
  return process.pid + (new AbortController().mine ? 1 : 0);
}

export class Store {
  constructor(readonly publisher: EventPublisher) {}
}
`,
    options: { className: 'Store' },
  },
  {
    path: 'abstract-generic.ts',
    text: `export abstract class Store<T extends { id: string }, const K extends readonly string[] = []> {
  declare readonly phantom: K;
  protected abstract key(item: T): string;
  static readonly all: Store<{ id: string }>[] = [];
  static initialize(): void {}

  find(id: string): T | undefined;
  find(id: string, otherwise: T): T;
  find(_id: string, otherwise?: T): T | undefined {
    return otherwise;
  }
}
`,
  },
  {
    path: 'index-signature.ts',
    text: `export class Bag {
  [key: string]: unknown;
}
`,
  },
  ...SHAPES,
];

/** What `foreign-base.ts` and `read-base.ts` import. */
export const FOREIGN = `export class Foreign {
  kept: string[] = [];
  async initialize(): Promise<void> {}
  keep(id: string): void {
    this.kept.push(id);
  }
}
`;
