import type { NodeKind } from 'onex-runtime/contract';
import type { NodeIdentityAnswers } from '../types.ts';
import type { FileNames } from './view.ts';

/** The answers that an injection's own text shows. */
export interface RecordedAnswers {
  readonly serviceName?: string;
  readonly identity?: Partial<NodeIdentityAnswers>;
  readonly separate?: boolean;
  readonly form?: 'node' | 'guest';
  /** For an unknown base class: the injected names that it has. */
  readonly baseMembers?: readonly string[];
  /** The names used before. */
  readonly names?: FileNames;
  /** How the text refers to a global. */
  readonly global?: (name: string) => string | null;
}

/** Reads the answers from the text of one class or from its inserted pieces. */
export function answersIn(text: string): RecordedAnswers {
  const read = (pattern: RegExp): string | undefined =>
    pattern
      .exec(text)?.[1]
      ?.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const serviceName = read(/\.env\[['"]SERVICE_NAME['"]\] \?\? ['"]([^'"]*)['"]/);
  const nodeName = read(/\bnodeName: ['"]([^'"]*)['"]/);
  const domain = read(/\bdomain: ['"]([^'"]*)['"]/);
  const nodeType = read(/\bnodeType: ['"](effect|orchestrator|compute|reducer)['"]/) as NodeKind | undefined;
  const version = /\bnodeVersion: \{ major: (\d+), minor: (\d+), patch: (\d+) \}/.exec(text);
  return {
    ...(serviceName === undefined ? {} : { serviceName }),
    identity: {
      ...(nodeName === undefined ? {} : { nodeName }),
      ...(domain === undefined ? {} : { domain }),
      ...(nodeType === undefined ? {} : { nodeType }),
      ...(version === null
        ? {}
        : {
            nodeVersion: { major: Number(version[1]), minor: Number(version[2]), patch: Number(version[3]) },
          }),
    },
    separate: /\binitializeEventBus\b/.test(text),
  };
}
