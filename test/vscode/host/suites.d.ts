declare module 'dump-lens-suites' {
  /** Defines the tests of every file; the bundle is given it. */
  export function loadSuites(): Promise<void>;
}
declare module 'mocha/mocha.js';
