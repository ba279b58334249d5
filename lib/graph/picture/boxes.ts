import type { MeshNode } from 'onex-runtime/contract';
import type { TopicGroup } from './model.ts';
import { cut, widthOf } from './text.ts';

/** Maximum number of columns of a text in a box. */
const LIMIT = 34;
const PAD = 14;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The texts of a node's card. */
export interface Card extends Size {
  readonly name: string;
  readonly kind: string;
  readonly operations: readonly string[];
}

/** The texts of a box of topics, and each topic in full. */
export interface TopicBox extends Size {
  readonly lines: readonly { readonly text: string; readonly topic: string }[];
}

/** @param domains Whether nodes can be distinguished only by the names of their domains. */
export function cardOf({ contract }: MeshNode, domains: boolean): Card {
  const { baseName, domain, kind, operations } = contract;
  const name = cut(domains ? `${domain}.${baseName}` : baseName, LIMIT - 6);
  const names = linesOf(operations.map((operation) => operation.name));
  const width = Math.max(
    150,
    widthOf(name, 15) + 2 * PAD,
    widthOf(kind, 11) + 2 * PAD,
    ...names.map((line) => widthOf(line, 12) + 2 * PAD),
  );
  return {
    name,
    kind,
    operations: names,
    width,
    height: 56 + names.length * 17 + (names.length > 0 ? 6 : 0),
  };
}

/** Returns words in lines, separated by commas. */
function linesOf(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = `${cut(word, LIMIT - 1)}${index === words.length - 1 ? '' : ','}`;
    const longer = lines.length === 0 ? null : `${lines.at(-1)} ${text}`;
    if (longer !== null && longer.length <= 30) lines[lines.length - 1] = longer;
    else lines.push(text);
  }
  return lines;
}

export function topicBoxOf({ topics }: TopicGroup, domains: boolean): TopicBox {
  const lines = topics.map((topic) => ({ text: cut(shortName(topic, domains), LIMIT), topic }));
  const width = Math.max(...lines.map(({ text }) => widthOf(text, 12))) + 24;
  return { lines, width, height: 12 + lines.length * 18 };
}

/** Returns `payment-completed` for `onex.evt.billing.payment-completed.v1`; the color shows that it is an event. */
function shortName(topic: string, domains: boolean): string {
  const [, domain, name, version] = /^onex\.(?:cmd|evt|intent)\.([^.]+)\.([^.]+)\.v(\d+)$/.exec(topic) ?? [];
  if (domain === undefined || name === undefined) return topic;
  return `${domains ? `${domain}.` : ''}${name}${version === '1' ? '' : `.v${version}`}`;
}
