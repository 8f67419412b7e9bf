// Signature version 4, verified by signing the received request again with the key it names.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SourceData } from '@smithy/types';
import { AwsError } from './errors.ts';
import { services, type ServiceName } from './model.ts';
import { parseQuery, type WireRequest } from './wire.ts';

/** What a signature is verified with. */
export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** AWS allows a request's date to differ from its own clock by five minutes. */
const clockSkewMs = 5 * 60 * 1000;

/** What the signer needs of SHA-256 and HMAC, from node:crypto. */
class Sha256 {
  private readonly hash: { update(data: Uint8Array): unknown; digest(): Uint8Array };
  constructor(secret?: SourceData) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: Uint8Array): void {
    this.hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
}

function bytes(data: SourceData): string | Uint8Array {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The codes of the JSON protocols, and those of STS. All are answered with status 403, as AWS's pages of common errors say. */
const codes = {
  json: { missing: 'MissingAuthenticationTokenException', incomplete: 'IncompleteSignatureException', unknownKey: 'UnrecognizedClientException', wrong: 'InvalidSignatureException' },
  query: { missing: 'MissingAuthenticationToken', incomplete: 'IncompleteSignature', unknownKey: 'InvalidClientTokenId', wrong: 'SignatureDoesNotMatch' },
};

/** The access key id a request names, or '' when it names none. Not verified. */
export function accessKeyIdOf(request: WireRequest): string {
  return /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/**
 * Verifies a request's signature and gives the key and the region it was signed with. Throws AWS's error for a request
 * that is not signed, badly signed, signed for another service or region, with an unknown key or session token, or at a
 * time more than five minutes from `now`.
 */
export async function verifySignature<K extends Key>(request: WireRequest, service: ServiceName, keys: ReadonlyMap<string, K>, regions: ReadonlySet<string>, now: Date): Promise<{ key: K; region: string }> {
  const code = codes[services[service].protocol === 'query' ? 'query' : 'json'];
  const refuse = (kind: keyof typeof code, message: string) => new AwsError(code[kind], message, 403);

  const header = request.headers.authorization;
  if (header === undefined) throw refuse('missing', 'Missing Authentication Token');
  if (!header.startsWith('AWS4-HMAC-SHA256')) throw refuse('incomplete', "Unsupported AWS 'algorithm': the Authorization header must begin with AWS4-HMAC-SHA256.");
  const parameters = new Map(header.slice('AWS4-HMAC-SHA256'.length).split(',').map((part) => {
    const [name = '', ...value] = part.trim().split('=');
    return [name, value.join('=')];
  }));
  const date = request.headers['x-amz-date'];
  const absent = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.get(name)).map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === undefined) absent.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (absent.length || date === undefined) throw refuse('incomplete', absent.join(' '));

  const [accessKeyId = '', scopeDate = '', region = '', scopeService = '', terminator = ''] = parameters.get('Credential')!.split('/');
  if (!regions.has(region)) throw refuse('wrong', 'Credential should be scoped to a valid region. ');
  if (scopeService !== service) throw refuse('wrong', `Credential should be scoped to correct service: '${service}'. `);
  if (terminator !== 'aws4_request') throw refuse('wrong', "Credential should be scoped with a valid terminator: 'aws4_request'.");

  const key = keys.get(accessKeyId);
  if (!key || request.headers['x-amz-security-token'] !== key.sessionToken) throw refuse('unknownKey', 'The security token included in the request is invalid.');

  const signedAt = parseDate(date);
  if (!signedAt) throw refuse('incomplete', `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`);
  if (date.slice(0, 8) !== scopeDate) throw refuse('wrong', `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${date.slice(0, 8)}', from '${date}'.`);
  const earliest = new Date(now.getTime() - clockSkewMs);
  const latest = new Date(now.getTime() + clockSkewMs);
  if (signedAt < earliest) throw refuse('wrong', `Signature expired: ${date} is now earlier than ${formatDate(earliest)} (${formatDate(now)} - 5 min.)`);
  if (signedAt > latest) throw refuse('wrong', `Signature not yet current: ${date} is still later than ${formatDate(latest)} (${formatDate(now)} + 5 min.)`);

  const mismatch = refuse('wrong', 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.');
  const signedHeaders = new Set(parameters.get('SignedHeaders')!.split(';'));
  if (!signedHeaders.has('host') || !signedHeaders.has('x-amz-date')) throw mismatch;
  // A client that sends the body's hash has it signed as a header; it must be this body's.
  const sentHash = request.headers['x-amz-content-sha256'];
  if (sentHash !== undefined && sentHash !== createHash('sha256').update(request.body).digest('hex')) throw mismatch;

  const signer = new SignatureV4({
    service, region, sha256: Sha256, applyChecksum: false,
    // Without the session token: the signer would add it to what is signed, whether the client had or not.
    credentials: { accessKeyId, secretAccessKey: key.secretAccessKey },
  });
  const [hostname = '', port] = (request.headers.host ?? '').split(':');
  const signed = await signer.sign({
    method: request.method,
    protocol: 'http:',
    hostname,
    ...(port === undefined ? {} : { port: Number(port) }),
    path: request.path,
    query: parseQuery(request.rawQuery),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => signedHeaders.has(name))),
    body: request.body,
  }, { signingDate: signedAt, signableHeaders: signedHeaders });
  const expected = /Signature=([0-9a-f]+)/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
  if (!sameText(expected, parameters.get('Signature')!)) throw mismatch;
  return { key, region };
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** `20261122T111449Z` */
function formatDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
