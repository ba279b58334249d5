import { words } from '../naming/index.ts';
import { availableConstants, BUS_MODULE, freeName, importedAs } from './names.ts';
import { children } from './node.ts';
import { literal } from './render.ts';
import type { OpenFile } from './open-file.ts';
import type { InjectionOptions, ModuleFormat, NodeIdentityAnswers } from './types.ts';

/** Names that hold for the whole file, agreed before any class is looked at. */
export interface FileNames {
  readonly available: string;
  /** The constant stands there already. */
  readonly availablePresent: boolean;
  readonly module: ModuleFormat;
  /** Folder of the partials for this language. */
  readonly dialect: 'typescript' | 'javascript';
  /** Source text of a type of the bus, such as `EventPublisher`; remembers what must be imported. */
  type(exported: string): string;
  /** Specifiers for the import, in the order they were asked for. */
  imports(): readonly string[];
}

export function fileNames(file: OpenFile, options: InjectionOptions): FileNames {
  const { program, survey, text } = file;
  const constant = availableConstants(program, text)[0];
  const hasEsmSyntax = children(program, 'body').some(
    (node) => node.type === 'ImportDeclaration' || /^Export(Named|Default|All)Declaration$/.test(node.type),
  );
  const wanted = new Map<string, string>();
  return {
    available: constant?.name ?? freeName('EVENT_BUS_AVAILABLE', survey.identifiers),
    availablePresent: constant !== undefined,
    module: moduleOf(file, hasEsmSyntax, options),
    dialect: file.language.typescript ? 'typescript' : 'javascript',
    type(exported) {
      // An import would turn a script, whose names are global, into a module.
      if (!hasEsmSyntax) return `import('${BUS_MODULE}').${exported}`;
      const present = importedAs(file.imports, exported);
      if (present !== null) return present;
      const local = freeName(exported, survey.identifiers);
      wanted.set(exported, local === exported ? exported : `${exported} as ${local}`);
      return local;
    },
    imports: () => [...wanted.values()],
  };
}

function moduleOf(
  { language, survey, program }: OpenFile,
  hasEsmSyntax: boolean,
  options: InjectionOptions,
): ModuleFormat {
  if (language.module !== null) return language.module;
  const body = children(program, 'body');
  if (survey.usesImportMeta) return 'esm';
  if (body.some((node) => node.type === 'TSExportAssignment')) return 'commonjs';
  if (!language.typescript && hasEsmSyntax) return 'esm';
  if (options.module !== undefined) return options.module;
  if (body.some((node) => node.type === 'TSImportEqualsDeclaration')) return 'commonjs';
  return hasEsmSyntax || survey.usesTopLevelAwait ? 'esm' : 'commonjs';
}

/**
 * The identity of a class that is no node of the runtime; what was not given is made from its name.
 * @param naming Chooses a node name for one of the stems that a class may have; without it, the class's own name.
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

/** The identity as source text, in the partials' own style, as second argument of the call two spaces deep. */
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
