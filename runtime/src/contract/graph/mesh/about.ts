import { textPlace, type Finder } from '../../places.ts';
import { parseYaml } from '../../yaml/index.ts';
import type { GraphFinding, GraphRule, MeshNode } from './types.ts';

/** The parts of a finding in addition to its rule and its message. */
export interface Details {
  readonly topic?: string | null;
  /** The first is the one whose file has the place, unless `at` is given. */
  readonly nodes: readonly MeshNode[];
  readonly at?: MeshNode;
  /** Default: where the topic is. */
  readonly place?: Finder;
  readonly step?: string;
  readonly operation?: string | null;
}

/** A finding about some nodes. The text of a contract is parsed for the place only now, because findings are rare. */
export function about(
  severity: GraphFinding['severity'],
  rule: GraphRule,
  message: string,
  { topic = null, nodes, at = nodes[0], place, step, operation = null }: Details,
): GraphFinding {
  const finder = place ?? (topic === null ? () => [] : textPlace(topic, 'event_bus'));
  return {
    severity,
    rule,
    topic,
    message,
    nodes: nodes.map(({ contract }) => contract.name),
    files: nodes.map(({ file }) => file),
    file: at?.file ?? '',
    ...positionIn(at?.text, finder),
    ...(step !== undefined && { step }),
    ...(operation !== null && { operation }),
  };
}

function positionIn(text: string | undefined, place: Finder): { line: number; column: number } {
  if (text === undefined) return { line: 1, column: 1 };
  const source = parseYaml(text);
  return source.positionOf(place(source), 'key');
}
