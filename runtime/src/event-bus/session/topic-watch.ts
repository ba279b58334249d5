import { OnexError } from '../../errors/index.ts';
import { type Backoff, persist } from '../retry/index.ts';
import type { EventTransport } from '../transports/index.ts';

export interface TopicWatchOptions {
  readonly transport: EventTransport;
  /** Required topics. */
  readonly needed: readonly string[];
  /** Topics that are created with the others where that is allowed. They are optional otherwise. */
  readonly optional: readonly string[];
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** Reported once for each distinct problem in a row. Null when every topic exists again. */
  readonly onProblem: (problem: string | null) => void;
}

/** A broker may come back without its topics, or somebody may delete them. */
export interface TopicWatch {
  /** @throws OnexError EVENT_BUS_ERROR naming the missing topics, or the reason why they cannot be determined. */
  require(): Promise<void>;
  /** Something on the bus failed: checks in the background until every topic exists. */
  look(): void;
}

export function createTopicWatch(options: TopicWatchOptions): TopicWatch {
  const { transport, needed, optional, signal, backoff, onProblem } = options;
  let looking = false;
  const required = async (): Promise<void> => {
    const absent = await transport.missingTopics([...needed, ...optional]);
    const missing = absent.filter((topic) => needed.includes(topic));
    if (missing.length === 0) return;
    throw new OnexError('EVENT_BUS_ERROR', await describeMissing(transport, missing));
  };
  const lookOn = async (): Promise<void> => {
    let told = false;
    await persist(required, {
      signal,
      backoff,
      onProblem: ({ message }) => {
        told = true;
        onProblem(message);
      },
    });
    looking = false;
    if (told && !signal.aborted) onProblem(null);
  };
  return {
    require: required,
    look() {
      if (looking || signal.aborted) return;
      looking = true;
      void lookOn();
    },
  };
}

/** Why the topics are not visible, and how to repair it: they do not exist, or a right is missing. */
export async function describeMissing(
  transport: Pick<EventTransport, 'hiddenTopics'>,
  missing: readonly string[],
): Promise<string> {
  const hidden = await transport.hiddenTopics?.(missing);
  const absent = missing.filter((topic) => hidden?.topics.includes(topic) !== true);
  const lines: string[] = [];
  if (absent.length > 0) {
    const [verb, remedy] = absent.length === 1 ? ['does', 'it'] : ['do', 'them'];
    lines.push(`${absent.join(', ')} ${verb} not exist: create ${remedy}, or start with --create-topics`);
  }
  if (hidden !== undefined && hidden.topics.length > 0) {
    const rights = hidden.topics.map((topic) => `DESCRIBE on topic ${topic}`).join(', ');
    lines.push(
      `${hidden.principal} has no right to ${rights}: grant it, or create what does not exist; ` +
        'the node continues by itself',
    );
  }
  return lines.join('; ');
}
