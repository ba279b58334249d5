import { expect } from 'chai';
import { injectEventBus, removeEventBus, type InjectionResult } from '../../../lib/injection/index.ts';
import { firstDesign } from '../first-design/read.ts';
import { injected } from '../support/sound.ts';

const PATH = 'own-lifecycle.ts';

/** The upgrade of a file of the first design after an edit of its owner. */
function upgraded(
  edit: (text: string) => string,
  path = PATH,
): InjectionResult & { readonly before: string } {
  const { text, record } = firstDesign(path);
  const edited = edit(text);
  return { ...injectEventBus({ path, text: edited }, { record }), before: edited };
}

/** Why the upgrade leaves the file as it is. */
function left(edit: (text: string) => string, path = PATH): string {
  const result = upgraded(edit, path);
  if (result.status !== 'refused') throw new Error(result.status);
  expect(result.text).to.equal(result.before);
  expect(result.reason.conflict).to.equal(true);
  const { line, message, remedy } = result.reason;
  return `${line} ${message}; ${remedy}`;
}

const use = (statement: string) => (text: string) =>
  text.replace('this.#open = false;', `$&\n    ${statement}`);
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a file of the first design', () => {
  for (const path of ['plain.ts', PATH, 'commonjs.cjs', 'separate.ts']) {
    it(`becomes what a first run makes today, and can be removed to the byte: ${path}`, () => {
      const { before, text, record } = firstDesign(path);
      const options = path === 'separate.ts' ? { separate: true } : {};
      const result = injectEventBus({ path, text }, { record });
      expect(result.text).to.equal(injected(path, before, options).text);
      if (result.status !== 'injected') throw new Error(result.status);
      const again = injectEventBus({ path, text: result.text }, { record: result.record });
      expect(again.status).to.equal('unchanged');
      expect(removeEventBus({ path, text: result.text }, result.record).text).to.equal(before);
    });
  }

  it('publishes by eventBusOf(this) where its owner used the fields', () => {
    const { text } = upgraded(
      use('await this.eventPublisher?.publish(one);\n    log(this.nodeId, this.isRunning);'),
    );
    expect(text).to.include("import { eventBusOf } from 'onex-runtime/event-bus';\n");
    expect(text).to.include('await eventBusOf(this).publisher?.publish(one);');
    expect(text).to.include('log(eventBusOf(this).nodeId, eventBusOf(this).isRunning);');
    expect(text).not.to.match(/eventPublisher|isRunning = false/);
    const signal = upgraded(
      use('go(this.shutdownSignal.signal, () => this.publishIntrospectionEvent());'),
    ).text;
    expect(signal).to.include(
      'go(eventBusOf(this).shutdownSignal, () => eventBusOf(this).publishIntrospectionEvent());',
    );
  });

  it('publishes by eventBusOf(this) in JavaScript, also where a type would be narrowed', () => {
    const edit = (text: string): string =>
      text.replace(
        "this.at = path.join('a', 'b');",
        '$&\n    if (this.eventPublisher) this.eventPublisher.publish(1);',
      );
    const { text } = upgraded(edit, 'commonjs.cjs');
    expect(text).to.include("const { eventBusOf } = require('onex-runtime/event-bus');\n");
    expect(text).to.include('if (eventBusOf(this).publisher) eventBusOf(this).publisher.publish(1);');
  });

  const unsafe: Readonly<Record<string, string>> = {
    'a write': 'this.nodeId = "mine";',
    'a test that narrows the type': 'if (this.eventPublisher) await this.eventPublisher.publish(one);',
    'a pattern': 'const { other, eventPublisher } = this;',
    'a key in brackets': "await this['eventPublisher']?.publish(one);",
    'another name of the object': 'const self = this;\n    await self.eventPublisher?.publish(one);',
    'a type that may lack a value now': 'log(this.serviceName);',
    'another type': 'log(this.bootstrapServers);',
    'a function with a this of its own': 'on(function () { return this.eventPublisher; });',
    'the end of the signal': 'this.shutdownSignal.abort();',
  };
  for (const [name, statement] of Object.entries(unsafe)) {
    it(`stays as it is, and the lines are reported, where a use cannot be converted: ${name}`, () => {
      const { text } = firstDesign(PATH);
      const last = statement.split('\n').at(-1)?.trim() ?? '';
      const line = lineOf(use(statement)(text), last);
      expect(left(use(statement))).to.match(new RegExp(`^${line} line ${line} uses .*eventBusOf\\(this\\)`));
    });
  }

  it('names every line that cannot be converted, and converts none of the others', () => {
    const edit = use(
      'this.nodeId = "a";\n    await this.eventPublisher?.publish(1);\n    this.isRunning = true;',
    );
    expect(left(edit)).to.match(/^(\d+) lines \1 and \d+ use this\.nodeId and this\.isRunning, /);
  });

  it('stays as it is where its owner edited a step of it, which is reported with its line', () => {
    const edit = (text: string): string =>
      text.replace(
        "if (EVENT_BUS_AVAILABLE) await (await import('onex-runtime/event-bus')).closeEventBus(this);",
        'if (EVENT_BUS_AVAILABLE && this.x) await (await import("onex-runtime/event-bus")).closeEventBus(this);',
      );
    const { text } = firstDesign(PATH);
    const line = lineOf(edit(text), 'if (EVENT_BUS_AVAILABLE && this.x)');
    expect(left(edit)).to.match(new RegExp(`^${line} the call in shutdown\\(\\) was edited, .*`));
  });

  it('is converted after a formatter changed it', () => {
    const edit = (text: string): string =>
      text.replaceAll("'", '"').replaceAll(/;$/gm, '').replaceAll('  ', '\t');
    const result = upgraded(edit);
    expect(result.status).to.equal('injected');
    expect(result.text).to.include('await bus?.openEventBus(this, {');
    expect(result.text).not.to.match(/import\.meta|isRunning/);
  });

  it('still imports a type that its owner uses', () => {
    const { text } = upgraded((old) => `${old}export type P = EventPublisher;\n`);
    expect(text).to.match(/^import type \{.*EventPublisher.*\} from 'onex-runtime\/event-bus';$/m);
  });

  it('has a note where its owner reads EVENT_BUS_AVAILABLE when the file is loaded', () => {
    const edit = (old: string): string =>
      `${old}export const early = EVENT_BUS_AVAILABLE ? 1 : 2;\nexport const late = () => EVENT_BUS_AVAILABLE;\n`;
    const { notes, text } = upgraded(edit);
    expect(text).to.include('let EVENT_BUS_AVAILABLE = false;');
    expect(notes.filter(({ message }) => message.includes('when the file is loaded'))).to.have.length(1);
  });
});
