import type { Rule } from './scalars.ts';

/** Texts for people, in which names are not renamed. */
const PROSE = new Set(['description', 'notes', 'title', 'author', 'purpose', 'summary', 'examples', 'tags']);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

/** Matches a name as a whole part of a text: `shop.nodes.NAME.models`, `NAME:create`. */
const wholeName = (name: string): RegExp => new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'g');

export interface NodeRename {
  /** Full names. */
  readonly from: string;
  readonly to: string;
  /** The node's name within the names of its models: `Payment` in `ModelPaymentInput`. */
  readonly models: { readonly from: string; readonly to: string };
}

const isProse = (path: readonly (string | number)[]): boolean =>
  path.some((part) => typeof part === 'string' && PROSE.has(part));

/** Renames a node: in its own contract, and in every contract that names it. */
export function nodeRule({ from, to, models }: NodeRename): Rule {
  const name = wholeName(from);
  const model = new RegExp(`\\bModel${escaped(models.from)}(Input|Output|Config)\\b`, 'g');
  return ({ path, isKey, value }) => {
    if ((isProse(path) && !isKey) || !value.includes(from)) return null;
    return value.replace(name, () => to).replace(model, (_, side: string) => `Model${models.to}${side}`);
  };
}

/** Renames a domain where a contract states its own domain. */
export function domainRule(from: string, to: string): Rule {
  const module = new RegExp(`^${escaped(from.replaceAll('-', '_'))}\\.nodes\\.`);
  return ({ path, isKey, value }) => {
    if (isKey || isProse(path)) return null;
    const key = path.join('.');
    if ((key === 'annotations.domain' || key === 'domain' || key === 'metadata.domain') && value === from)
      return to;
    return module.test(value) ? value.replace(module, () => `${to.replaceAll('-', '_')}.nodes.`) : null;
  };
}

/** Renames a topic wherever a contract names it. */
export function topicRule(from: string, to: string): Rule {
  return ({ value }) => {
    const bare = value.replace(/^(?:\{\w+\}\.)+/, '');
    return bare === from ? value.slice(0, value.length - bare.length) + to : null;
  };
}

/** Renames the producer of topics, wherever a contract names them. */
export function producerRule(from: string, to: string): Rule {
  const topic = new RegExp(`^((?:\\{\\w+\\}\\.)*onex\\.[a-z]+\\.)${escaped(from)}(?=\\.)`);
  return ({ value }) => (topic.test(value) ? value.replace(topic, (_, start: string) => start + to) : null);
}
