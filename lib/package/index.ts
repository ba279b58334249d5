/**
 * The content of this package: its version, its templates, and the tarball of the runtime. It works from the sources
 * and from the build. It must not depend on any project.
 */
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
