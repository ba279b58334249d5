export {
  GENERATOR_VERSION,
  GENERATORS_ROOT,
  hashOfGenerators,
  PACKAGE_ROOT,
  pathOfPage,
  runtimeSource,
  runtimeTarball,
  runtimeVersionOf,
} from './package.ts';
