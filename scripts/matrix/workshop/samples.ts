/** Syntax and module system in which people write a class. */
export type Style = 'ts-esm' | 'ts-cjs' | 'js-esm' | 'js-cjs';

/** Files of a sample, by name. A class with a base and own methods, a class without any, and a program that uses both. */
export function sampleFiles(style: Style): Readonly<Record<string, string>> {
  const isTyped = style.startsWith('ts');
  const isModule = style.endsWith('esm');
  const extension = isTyped ? 'ts' : 'js';
  const text = (source: string): string =>
    isTyped
      ? source.replaceAll(TYPE, '$1')
      : source.replaceAll(TYPED_FIELD, FIELD_IN_JAVASCRIPT).replaceAll(TYPE, '');
  const link = (names: string, file: string): string =>
    isModule
      ? `import { ${names} } from '${file}.js';\n`
      : isTyped
        ? `import ${file.slice(2)} = require('${file}');\nconst { ${names} } = ${file.slice(2)};\n`
        : `const { ${names} } = require('${file}');\n`;
  const file = (source: string, ...names: readonly string[]): string =>
    isModule
      ? text(source.replaceAll(/^(?=(?:async function|function|class) (\w+))/gm, 'export '))
      : `${text(source)}${isTyped ? 'export =' : 'module.exports ='} { ${names.join(', ')} };\n`;
  return {
    [`store.${extension}`]: file(STORE, 'Store'),
    [`ledger.${extension}`]: file(LEDGER, 'Ledger'),
    [`check.${extension}`]: `${isTyped ? '' : UNCHECKED}${link('Store', './store')}${link('Ledger', './ledger')}${link('isRunning', './probe')}${file(CHECK, 'check')}`,
  };
}

/** How the owner's own code asks for the bus: through an import of the runtime, or not at all where that is missing. */
export function probeFile(
  style: Style,
  hasRuntime: boolean,
): { readonly name: string; readonly text: string } {
  const isTyped = style.startsWith('ts');
  const [name, colon, result] = [
    `probe.${isTyped ? 'ts' : 'js'}`,
    isTyped ? ': object' : '',
    isTyped ? ': boolean' : '',
  ];
  const unchecked = isTyped ? '' : UNCHECKED;
  const body = `function isRunning(host${colon})${result} {\n  return ${hasRuntime ? 'eventBusOf(host).isRunning' : 'host === undefined'};\n}\n`;
  if (style.endsWith('esm'))
    return {
      name,
      text: `${unchecked}${hasRuntime ? "import { eventBusOf } from 'onex-runtime/event-bus';\n" : ''}export ${body}`,
    };
  const runtime = hasRuntime
    ? isTyped
      ? "import runtime = require('onex-runtime/event-bus');\nconst { eventBusOf } = runtime;\n"
      : "const { eventBusOf } = require('onex-runtime/event-bus');\n"
    : '';
  return {
    name,
    text: `${unchecked}${runtime}${body}${isTyped ? 'export =' : 'module.exports ='} { isRunning };\n`,
  };
}

/** The program of the sample; only the classes are checked in JavaScript. */
const UNCHECKED = '// @ts-nocheck\n';

/** A type in the texts below. */
const TYPE = /\/\*(?!\*)(.*?)\*\//g;
const TYPED_FIELD = /^( +)(\w+)\/\*: (.*?)\*\/ =/gm;
const FIELD_IN_JAVASCRIPT = '$1/** @type {$3} */\n$1$2 =';

const STORE = `class Base {
  ready/*: boolean*/ = false;

  async initialize()/*: Promise<void>*/ {
    this.ready = true;
  }
}

class Store extends Base {
  items/*: string[]*/ = [];
  nodeId/*: number*/ = 17;

  /*override */async initialize()/*: Promise<void>*/ {
    await super.initialize();
    this.items.push('a');
  }
}
`;

const LEDGER = `class Ledger {
  isRunning/*: string*/ = 'no';
  entries/*: Map<string, number>*/ = new Map();

  total()/*: number*/ {
    return [...this.entries.values()].reduce((sum, entry) => sum + entry, 0);
  }
}
`;

const CHECK = `/** The result as JSON: what can be seen of the objects, whether the bus was open, and what was reported. */
async function check()/*: Promise<string>*/ {
  const warnings/*: string[]*/ = [];
  const { warn } = console;
  console.warn = (message/*: unknown*/) => void warnings.push(String(message));
  const hosts = [new Store(), new Ledger()];
  const lives = hosts/* as unknown as { initialize?(): Promise<void>; shutdown?(): Promise<void> }[]*/;
  const before = JSON.stringify(hosts.map((host) => Object.keys(host)));
  for (const host of lives) await host.initialize?.();
  const open = hosts.map((host) => isRunning(host));
  for (const host of lives) await host.shutdown?.();
  const closed = hosts.map((host) => isRunning(host));
  console.warn = warn;
  const same = before === JSON.stringify(hosts.map((host) => Object.keys(host)));
  return JSON.stringify({ same, values: hosts, open, closed, warnings });
}
`;
