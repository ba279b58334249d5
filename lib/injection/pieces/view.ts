import {
  availableConstants,
  BUS_MODULE,
  freeName,
  guestDeclarations,
  hasModuleSyntax,
  importedAs,
  isScript,
  type OpenFile,
  shortHash,
} from '../survey/index.ts';
import { words } from '../../naming/index.ts';
import { child, nameOf } from '../parse/index.ts';
import { literal } from './render.ts';
import type { InjectionOptions, NodeIdentityAnswers } from '../types.ts';

/** The declarations of the module-level piece, which all guest classes of the file share. */
export interface GuestNames {
  /** Whether the event bus is loaded. */
  readonly available: string;
  /** Whether it has been reported that the event bus is unavailable. */
  readonly reported: string;
  /** The function that loads the event bus. */
  readonly load: string;
  /** The file already declares all of it. */
  readonly present: boolean;
}

/** Names for the whole file, chosen before any class is processed. */
export interface FileNames {
  readonly available: string;
  /** The file already declares the constant. */
  readonly availablePresent: boolean;
  /** Names of the module-level piece for guest classes. */
  readonly guest: GuestNames;
  /** Folder of the partials for this language. */
  readonly dialect: 'typescript' | 'javascript';
  /** Returns the source text of a type of the bus, such as `EventPublisher`, and records the import that it needs. */
  type(exported: string): string;
  /** Returns the import specifiers in the order of the `type` calls. */
  imports(): readonly string[];
}

export function fileNames(file: OpenFile): FileNames {
  const { program, survey, text } = file;
  const constant = availableConstants(program, text)[0];
  const available = constant?.name ?? freeName('EVENT_BUS_AVAILABLE', survey.identifiers);
  const isModule = hasModuleSyntax(program);
  const wanted = new Map<string, string>();
  return {
    available,
    availablePresent: constant !== undefined,
    guest: guestNames(file, available),
    dialect: file.language.typescript ? 'typescript' : 'javascript',
    type(exported) {
      // An import would turn a script, whose names are global, into a module.
      if (!isModule) return `import('${BUS_MODULE}').${exported}`;
      const present = importedAs(file.imports, exported);
      if (present !== null) return present;
      const local = freeName(exported, survey.identifiers);
      wanted.set(exported, local === exported ? exported : `${exported} as ${local}`);
      return local;
    },
    imports: () => [...wanted.values()],
  };
}

/** Scripts share one scope, so the names of their declarations depend on the file's path. */
function guestNames(file: OpenFile, nodeConstant: string): GuestNames {
  const { program, survey, path } = file;
  const present = guestDeclarations(program);
  if (present !== null) return { ...present, present: true };
  const suffix = isScript(file) ? `_${shortHash(path)}` : '';
  // A runtime node in the same file gets its own constant.
  const taken = hasNode(file) ? [...survey.identifiers, nodeConstant] : survey.identifiers;
  return {
    available: freeName(`EVENT_BUS_AVAILABLE${suffix}`, taken),
    reported: freeName(`EVENT_BUS_REPORTED${suffix}`, taken),
    load: freeName(`loadEventBus${suffix}`, taken),
    present: false,
  };
}

function hasNode({ survey }: OpenFile): boolean {
  return survey.classes.some(({ node }) => {
    const base = child(node, 'superClass');
    return /^Node[A-Z]/.test(nameOf(base) ?? nameOf(child(base, 'property')) ?? '');
  });
}

/**
 * Returns the identity of a guest class. Missing values are derived from its name.
 * @param naming Chooses a node name for one of the class's possible stems. Without it, the class's own name is used.
 */
export function identityOf(
  className: string,
  options: InjectionOptions,
  naming: (nameOf: (stem: string) => string) => string = (name) =>
    name(words(className).join('_') || 'unnamed'),
): NodeIdentityAnswers {
  const given = options.identity ?? {};
  const nodeType = given.nodeType ?? 'effect';
  const domain = given.domain ?? 'default';
  const prefix = words(domain).join('_') || 'default';
  return {
    nodeType,
    domain,
    nodeName: given.nodeName ?? naming((stem) => `node_${prefix}_${stem}_${nodeType}`),
    nodeVersion: given.nodeVersion ?? { major: 1, minor: 0, patch: 0 },
  };
}

export function serviceNameOf(className: string, options: InjectionOptions): string {
  return options.serviceName ?? options.identity?.domain ?? (words(className).join('-') || 'node');
}

/** Returns the identity as source text in the partials' own style, for the second argument of the call. */
export function identityText(identity: NodeIdentityAnswers, depth: number): string {
  const { major, minor, patch } = identity.nodeVersion;
  const inner = '  '.repeat(depth + 1);
  return [
    '{',
    `${inner}nodeName: ${literal(identity.nodeName)},`,
    `${inner}nodeType: ${literal(identity.nodeType)},`,
    `${inner}nodeVersion: { major: ${Number(major)}, minor: ${Number(minor)}, patch: ${Number(patch)} },`,
    `${inner}domain: ${literal(identity.domain)},`,
    `${'  '.repeat(depth)}}`,
  ].join('\n');
}
