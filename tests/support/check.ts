// `npm test`: everything that must hold before a change lands, in one go. Ends with one line: `N passed, N failed`.
// Every step runs even after a failing one, so that one run tells all; skipped tests are listed by name at the end.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureSystemPackages } from './system-packages.ts';

const root = resolve(import.meta.dirname, '../..');
const results = join(root, 'test-results');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}
interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads what a test runner counted; without it a step counts as one check. */
  readonly count?: () => Outcome;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
  };
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly unknown[];
}
interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

function readReport(name: string): unknown {
  return JSON.parse(readFileSync(join(results, name), 'utf8'));
}

function unitOutcome(): Outcome {
  const report = readReport('unit.json') as VitestReport;
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  };
}

function skippedIn(suite: PlaywrightSuite): string[] {
  const own = suite.specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'skipped')
      .map(
        ({ annotations }) =>
          `${spec.title}: ${annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'}`,
      ),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedIn)];
}

function endToEndOutcome(): Outcome {
  const { stats, suites, errors } = readReport('e2e.json') as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites.flatMap(skippedIn),
  };
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const steps: readonly Step[] = [
  { name: 'format', command: bin('prettier'), args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: bin('eslint'), args: ['.', '--max-warnings', '0'] },
  { name: 'types: electron, db', command: bin('tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'types: renderer', command: bin('tsc'), args: ['-p', 'renderer/tsconfig.json'] },
  { name: 'types: tests', command: bin('tsc'), args: ['-p', 'tests/tsconfig.json'] },
  {
    name: 'import directions',
    command: bin('depcruise'),
    args: ['electron', 'renderer', 'db', 'tests', '--config', '.dependency-cruiser.mjs'],
  },
  { name: 'build: page', command: bin('vite'), args: ['build', '--logLevel', 'warn'] },
  {
    name: 'build: Electron shell',
    command: bin('vite'),
    args: ['build', '--config', 'vite.electron.config.ts', '--logLevel', 'warn'],
  },
  {
    name: 'unit and integration tests',
    command: bin('vitest'),
    args: [
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/unit.json',
    ],
    count: unitOutcome,
  },
  {
    name: 'end-to-end tests in Chromium',
    command: bin('playwright'),
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'e2e.json') },
    count: endToEndOutcome,
  },
];

/** Runs one step; what it says is shown at once (`live`) or when it has ended. */
function run(step: Step, live: boolean): Promise<number> {
  return new Promise((done) => {
    const heard: Buffer[] = [];
    const child = spawn(step.command, step.args, {
      cwd: root,
      env: { ...process.env, ...step.env },
      stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => heard.push(chunk));
    child.once('error', (error) => {
      say(`${step.name} could not be started: ${error.message}`);
      done(1);
    });
    child.once('close', (code) => {
      if (!live) say(`\n── ${step.name}\n${Buffer.concat(heard).toString()}`.trimEnd());
      done(code ?? 1);
    });
  });
}

function outcomeOf(step: Step, code: number): Outcome {
  if (step.count === undefined)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  try {
    const counted = step.count();
    // A runner that ends badly without naming a failed test (a crash, nothing found) is a failure all the same.
    return { ...counted, failed: code === 0 ? counted.failed : Math.max(counted.failed, 1) };
  } catch (error) {
    say(`${step.name} left no report: ${(error as Error).message}`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

async function main(): Promise<number> {
  const trouble = await ensureSystemPackages(say);
  if (trouble !== null) {
    say(trouble);
    say('0 passed, 1 failed');
    return 1;
  }
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  let [passed, failed] = [0, 0];
  const skipped: string[] = [];
  const summary: string[] = [];
  async function take(step: Step, live: boolean): Promise<void> {
    if (live) say(`\n── ${step.name}`);
    const started = performance.now();
    const outcome = outcomeOf(step, await run(step, live));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    passed += outcome.passed;
    failed += outcome.failed;
    skipped.push(...outcome.skipped);
    summary.push(
      `${outcome.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`,
    );
  }
  // Two at a time what only reads or builds; the tests have the machine for themselves.
  const still = steps.filter((step) => step.count === undefined);
  async function lane(): Promise<void> {
    for (let next = still.shift(); next !== undefined; next = still.shift())
      await take(next, false);
  }
  await Promise.all([lane(), lane()]);
  for (const step of steps) if (step.count !== undefined) await take(step, true);
  say('\n── summary');
  for (const line of summary) say(line);
  for (const name of skipped) say(`skipped: ${name}`);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
