// The emulator's command line.
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator, type EmulatorOptions } from './emulator.ts';

const usage = `Usage: npm run emulator -- [options]

Plays QuickSight, SageMaker and STS on localhost until it is interrupted.

  --port PORT             the port to listen on; 0, the default, takes a free one
  --region REGION         the home region (default eu-west-1)
  --dashboards N          the number of dashboards in the home region (default 24)
  --latency MS            milliseconds added to every AWS answer (default 0)
  --rps N                 refuse more AWS calls a second than this with ThrottlingException
  --static-domain ORIGIN  an origin that may frame what GetSessionEmbedUrl and GetDashboardEmbedUrl mint; repeatable
  --json                  print one line of JSON: endpoint, region, account, keys
  --help                  print this text
`;

class UsageError extends Error {}

/** A whole number within a range. Throws {@link UsageError}. */
function wholeNumber(flag: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new UsageError(`--${flag} must be a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}

interface Arguments {
  help: boolean;
  json: boolean;
  options: EmulatorOptions;
  latencyMs: number;
  requestsPerSecond: number | undefined;
}

function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' }, region: { type: 'string' }, dashboards: { type: 'string' }, latency: { type: 'string' }, rps: { type: 'string' },
      'static-domain': { type: 'string', multiple: true }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(values.region)) throw new UsageError(`--region must be an AWS region such as eu-west-1, not "${values.region}".`);
  for (const origin of values['static-domain'] ?? []) {
    if (!/^https?:\/\/[^\s;,/?#]+$/.test(origin)) throw new UsageError(`--static-domain must be an origin such as https://app.example.com, not "${origin}".`);
  }
  const dashboards = wholeNumber('dashboards', values.dashboards, 0, 1_000_000);
  return {
    help: values.help,
    json: values.json,
    options: {
      port: wholeNumber('port', values.port, 0, 65_535) ?? 0,
      ...(values.region === undefined ? {} : { region: values.region }),
      ...(dashboards === undefined ? {} : { dashboards }),
      staticDomains: values['static-domain'] ?? [],
    },
    latencyMs: wholeNumber('latency', values.latency, 0, 60_000) ?? 0,
    requestsPerSecond: wholeNumber('rps', values.rps, 1, 1_000_000),
  };
}

function describe(emulator: Emulator): string {
  const { endpoint, region, identityRegion, accountId, accessKeyId, secretAccessKey } = emulator;
  return `The emulator listens on ${endpoint}
Account ${accountId}, home region ${region}, QuickSight users in ${identityRegion}. Ctrl-C ends it.

Try it with the AWS CLI:
  AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_REGION=${region} \\
    aws quicksight list-dashboards --aws-account-id ${accountId} --endpoint-url ${endpoint}
`;
}

async function main(): Promise<void> {
  const { help, json, options, latencyMs, requestsPerSecond } = readArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const emulator = await startEmulator(options);
  emulator.latencyMs = latencyMs;
  emulator.requestsPerSecond = requestsPerSecond;
  const end = () => {
    emulator.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  const { endpoint, region, identityRegion, accountId, accessKeyId, secretAccessKey, identities: profiles } = emulator;
  process.stdout.write(json ? `${JSON.stringify({ endpoint, region, identityRegion, accountId, accessKeyId, secretAccessKey, profiles })}\n` : describe(emulator));
}

/** Errors that the text alone explains: a wrong flag, a port that is taken. */
function exitCode(error: Error & { code?: string }): number | undefined {
  if (error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS_')) return 2;
  return error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 1 : undefined;
}

try {
  await main();
} catch (error) {
  const code = error instanceof Error ? exitCode(error) : undefined;
  if (code === undefined) throw error;
  process.stderr.write(`${(error as Error).message}\n${code === 2 ? `\n${usage}` : ''}`);
  process.exitCode = code;
}
