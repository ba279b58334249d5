import { groupOf, type Contract } from 'onex-runtime/contract';

const ENVIRONMENT = 'local';

/** Returns the consumer groups of a node by the runtime's default names. */
function groupsOf(contract: Contract): readonly string[] {
  const { name: nodeName, domain: service, topics } = contract;
  const all = topics.subscribe.map(({ topic }) => topic);
  const isPlatform = (topic: string): boolean => topic.split('.')[2] === 'platform';
  const purposes = [
    ...(all.some((topic) => !isPlatform(topic)) ? ['consume'] : []),
    ...(all.some(isPlatform) ? ['platform'] : []),
  ];
  return purposes.map((purpose) =>
    groupOf(contract, { environment: ENVIRONMENT, service, nodeName, purpose, version: null }),
  );
}

const topicsOf = ({ topics }: Contract): readonly string[] => [
  ...topics.subscribe.map(({ topic }) => topic),
  ...topics.publish.map(({ topic }) => topic),
  ...topics.deadLetter,
];

const listed = (what: string, names: readonly string[]): string =>
  `${names.length === 1 ? what : `${what}s`} ${names.join(', ')}`;

/**
 * Describes, in one line, what a removed node leaves on the broker and in the store, because no command of the
 * generator connects to them.
 * @param others Contracts of the remaining nodes, which may use the same topics.
 */
export function leftoverOf(contract: Contract, others: readonly Contract[]): string {
  const used = new Set(others.flatMap(topicsOf));
  const topics = [...new Set(topicsOf(contract))].filter((topic) => !used.has(topic));
  const remains = [
    listed('consumer group', groupsOf(contract)),
    ...(topics.length === 0 ? [] : [listed('topic', topics)]),
  ];
  return (
    `${contract.name} leaves these on the broker: ${remains.join('; ')}. Delete them when no instance of the node runs. ` +
    `The group begins with ONEX_ENVIRONMENT and SERVICE_NAME where these are set; state is stored under the same names.`
  );
}
