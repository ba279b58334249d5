/** What the compiler cells combine. */
export interface Compiler {
  readonly version: '5.9' | '7.0';
  /** In `node_modules` of the tools. */
  readonly program: string;
}

export const COMPILERS: readonly Compiler[] = [
  { version: '5.9', program: 'typescript/bin/tsc' },
  { version: '7.0', program: 'typescript-7/bin/tsc' },
];

export interface ModuleSetting {
  readonly name: string;
  readonly module: string;
  /** Null: the default of the compiler, or, where that finds no package, `node10`, which TypeScript 7 does not have. */
  readonly resolution: string | null;
}

export const MODULES: readonly ModuleSetting[] = [
  { name: 'commonjs', module: 'commonjs', resolution: null },
  { name: 'es2015', module: 'es2015', resolution: null },
  { name: 'es2022', module: 'es2022', resolution: null },
  { name: 'esnext + bundler', module: 'esnext', resolution: 'bundler' },
  { name: 'node16', module: 'node16', resolution: null },
  { name: 'node18', module: 'node18', resolution: null },
  { name: 'node20', module: 'node20', resolution: null },
  { name: 'nodenext', module: 'nodenext', resolution: null },
  { name: 'preserve', module: 'preserve', resolution: null },
];

export type PackageType = 'module' | 'commonjs' | null;
export const PACKAGE_TYPES: readonly PackageType[] = ['module', 'commonjs', null];

export interface SettingSet {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export const SETTINGS: readonly SettingSet[] = [
  // The declarations of the runtime are checked here, too.
  { name: 'strict', options: { skipLibCheck: false } },
  { name: 'isolatedDeclarations', options: { isolatedDeclarations: true, declaration: true } },
  { name: 'exactOptionalPropertyTypes', options: { exactOptionalPropertyTypes: true } },
  { name: 'verbatimModuleSyntax', options: { verbatimModuleSyntax: true } },
  { name: 'noImplicitOverride', options: { noImplicitOverride: true } },
  { name: 'checkJs', options: { allowJs: true, checkJs: true } },
];

export interface Shape {
  readonly compiler: Compiler;
  readonly module: ModuleSetting;
  readonly packageType: PackageType;
  readonly setting: SettingSet;
}

/** Whether the compiler emits CommonJS for a `.ts` file of that package. */
export function emitsCommonJs({ module: { module }, packageType }: Shape): boolean {
  return module === 'commonjs' || (module.startsWith('node') && packageType !== 'module');
}

export function tsconfigOf({ compiler, module, setting }: Shape): object {
  const isOld = compiler.version === '5.9' && ['commonjs', 'es2015', 'es2022'].includes(module.module);
  const moduleResolution = module.resolution ?? (isOld ? 'node10' : undefined);
  return {
    compilerOptions: {
      target: 'es2022',
      module: module.module,
      ...(moduleResolution !== undefined && { moduleResolution }),
      strict: true,
      skipLibCheck: true,
      types: ['node'],
      rootDir: 'src',
      outDir: 'out',
      ...setting.options,
    },
    include: ['src'],
  };
}
