import { expect } from 'chai';
import { injectEventBus } from '../../lib/injection/index.ts';

const kinds = ['Effect', 'Compute', 'Reducer', 'Orchestrator'] as const;

function generated(kind: string): string {
  return `import { Node${kind}, type Container } from 'onex-runtime';
import { HandlerCreate } from './handlers/handler_create.ts';

/** Keeps payments. */
export class NodePayment${kind} extends Node${kind} {
  constructor(container: Container) {
    super(container, { contract: new URL('./contract.yaml', import.meta.url), handlers: {} });
  }
}
`;
}

describe('injection into a generated node', () => {
  for (const kind of kinds) {
    it(`puts all five pieces into a Node${kind}`, () => {
      const result = injectEventBus(
        { path: 'node.ts', text: generated(kind) },
        { identity: { domain: 'billing' } },
      );
      expect(result.status).to.equal('injected');
      const lines = result.text.split('\n');
      expect(lines[1]).to.equal(
        "import type { EventPublisher, IntrospectionReason } from 'onex-runtime/event-bus';",
      );
      expect(result.text).to.include('const EVENT_BUS_AVAILABLE: boolean = (() => {');
      expect(result.text).to.include("  serviceName: string = process.env['SERVICE_NAME'] ?? 'billing';\n");
      expect(result.text).to.include(
        '  override async initialize(): Promise<void> {\n    await super.initialize();\n',
      );
      expect(result.text).to.include('    await openEventBus(this);\n');
      expect(result.text).to.match(/closeEventBus\(this\);\n {4}\}\n {4}await super\.shutdown\(\);\n/);
      expect(result.text).to.include(
        "async publishIntrospectionEvent(reason: IntrospectionReason = 'request')",
      );
      expect(result.notes).to.deep.equal([]);
    });
  }

  it('is the old text plus the insertions it reports', () => {
    const text = generated('Effect');
    const result = injectEventBus({ path: 'node.ts', text });
    let rebuilt = '';
    let at = 0;
    for (const insertion of result.insertions) {
      rebuilt += text.slice(at, insertion.offset) + insertion.text;
      at = insertion.offset;
    }
    expect(rebuilt + text.slice(at)).to.equal(result.text);
  });

  it('changes nothing at a second run', () => {
    const first = injectEventBus({ path: 'node.ts', text: generated('Effect') });
    const second = injectEventBus({ path: 'node.ts', text: first.text });
    expect(second.status).to.equal('unchanged');
    expect(second.text).to.equal(first.text);
  });
});
