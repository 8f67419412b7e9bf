import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { DescribeUserCommand, GetSessionEmbedUrlCommand, ListDashboardsCommand } from '@aws-sdk/client-quicksight';
import { ListDomainsCommand } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { startEmulator, type Emulator, type Identity } from '../../emulator/emulator.ts';
import { quicksight, refuses, sagemaker, send, sts } from './support.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

interface Signing {
  identity: Identity;
  date: string;
  region?: string;
  service?: string;
  path: string;
  /** Already in canonical form. */
  query?: string;
  headers: Record<string, string>;
  body?: string;
  method?: string;
  /** Only where it is not the body's hash. */
  payloadHash?: string;
  /** Only where it is not the date's day. */
  scopeDate?: string;
}

/** Signature version 4 by the book (IAM User Guide, "Create a signed AWS API request"), apart from the library that the emulator verifies with. */
function sign({ identity, date, region = 'eu-west-1', service = 'quicksight', path, query = '', headers, body = '', method = 'GET', payloadHash = hash(body), scopeDate = date.slice(0, 8) }: Signing): string {
  const names = Object.keys(headers).sort();
  // Encoded once more, with RFC 3986's unreserved characters alone left as they are.
  const canonicalPath = path.split('/').map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
  const canonical = [method, canonicalPath, query, ...names.map((name) => `${name}:${headers[name]!}`), '', names.join(';'), payloadHash].join('\n');
  const scope = `${scopeDate}/${region}/${service}/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${identity.secretAccessKey}`, scopeDate), region), service), 'aws4_request');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n')).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${identity.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

const compact = (date: Date) => date.toISOString().replace(/[-:]|\.\d{3}/g, '');

describe('emulator: signature version 4', function () {
  this.timeout(20_000); // on a busy machine
  let emulator: Emulator;
  let AwsAccountId: string;
  let clock: Date | undefined;

  before(async () => {
    emulator = await startEmulator({ now: () => clock ?? new Date() });
    AwsAccountId = emulator.accountId;
  });
  after(() => emulator.close());
  afterEach(() => clock = undefined);

  /** The same call to each service. */
  const callAll = (options: Parameters<typeof quicksight>[1]) => ({
    quicksight: quicksight(emulator, options).send(new ListDashboardsCommand({ AwsAccountId })),
    sagemaker: sagemaker(emulator, options).send(new ListDomainsCommand({})),
    sts: sts(emulator, options).send(new GetCallerIdentityCommand({})),
  });

  async function allRefuse(options: Parameters<typeof quicksight>[1], json: string, xml: string, message: RegExp): Promise<void> {
    const calls = callAll(options);
    await Promise.all([refuses(calls.quicksight, json, 403, message), refuses(calls.sagemaker, json, 403, message), refuses(calls.sts, xml, 403, message)]);
  }

  it('makes keys of AWS’s form, new at every start', async () => {
    const other = await startEmulator();
    await other.close();
    const { author, contractor } = emulator.identities;
    assert.match(author.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.match(author.secretAccessKey, /^[A-Za-z0-9+/]{40}$/);
    assert.match(contractor.accessKeyId, /^ASIA/);
    assert.ok(contractor.sessionToken!.length > 100);
    assert.notEqual(other.secretAccessKey, emulator.secretAccessKey);
  });

  it('refuses a wrong secret', () => {
    const as = { ...emulator.identities.author, secretAccessKey: 'x'.repeat(40) };
    return allRefuse({ as }, 'InvalidSignatureException', 'SignatureDoesNotMatch', /^The request signature we calculated does not match the signature you provided\./);
  });

  it('refuses an unknown key', () => {
    const as = { ...emulator.identities.author, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    return allRefuse({ as }, 'UnrecognizedClientException', 'InvalidClientTokenId', /^The security token included in the request is invalid\.$/);
  });

  it('refuses a session without its token, and a key with one that is not its own', async () => {
    const { sessionToken, ...withoutToken } = emulator.identities.contractor;
    await allRefuse({ as: withoutToken }, 'UnrecognizedClientException', 'InvalidClientTokenId', /token/);
    await allRefuse({ as: { ...emulator.identities.author, sessionToken: sessionToken! } }, 'UnrecognizedClientException', 'InvalidClientTokenId', /token/);
    const { sts: whole } = callAll({ as: emulator.identities.contractor });
    assert.match((await whole).Arn!, /lee\.park/);
  });

  it('refuses a region that is not served', () =>
    allRefuse({ region: 'ap-southeast-2' }, 'InvalidSignatureException', 'SignatureDoesNotMatch', /^Credential should be scoped to a valid region\. ?$/));

  it('refuses another service’s scope', async () => {
    const date = compact(new Date());
    const headers = { host: emulator.endpoint.slice('http://'.length), 'x-amz-date': date };
    const path = `/accounts/${AwsAccountId}/dashboards`;
    const { author } = emulator.identities;
    const good = await send(emulator, path, { headers: { ...headers, authorization: sign({ identity: author, date, path, headers }) } });
    assert.equal(good.status, 200);
    const wrong = await send(emulator, path, { headers: { ...headers, authorization: sign({ identity: author, date, path, headers, service: 's3' }) } });
    assert.equal(wrong.status, 403);
    assert.equal(wrong.headers['x-amzn-errortype'], 'InvalidSignatureException');
    assert.match(wrong.body, /Credential should be scoped to correct service: 'quicksight'\./);
  });

  it('refuses a date more than five minutes away, either way', async () => {
    await allRefuse({ systemClockOffset: -301_000 }, 'InvalidSignatureException', 'SignatureDoesNotMatch', /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/);
    await allRefuse({ systemClockOffset: 302_000 }, 'InvalidSignatureException', 'SignatureDoesNotMatch', /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/);
    await callAll({ systemClockOffset: -290_000 }).quicksight;
    await callAll({ systemClockOffset: 290_000 }).sts;
  });

  it('answers with its own time, so that the SDK corrects its clock and its next attempt is right', async () => {
    clock = new Date(Date.now() + 3_600_000);
    const client = quicksight(emulator, { maxAttempts: 3 });
    const before = emulator.requests.length;
    await client.send(new ListDashboardsCommand({ AwsAccountId }));
    assert.equal(emulator.requests.at(before)!.errorType, 'InvalidSignatureException');
    assert.equal(emulator.requests.at(-1)!.status, 200);
  });

  it('refuses a request that is not signed, or only half', async () => {
    const path = `/accounts/${AwsAccountId}/dashboards`;
    const unsigned = await send(emulator, path);
    assert.equal(unsigned.status, 403);
    assert.equal(unsigned.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
    const half = await send(emulator, path, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/quicksight/aws4_request' } });
    assert.equal(half.headers['x-amzn-errortype'], 'IncompleteSignatureException');
    assert.match(half.body, /requires 'Signature' parameter.*requires 'SignedHeaders' parameter.*'X-Amz-Date'/);
    const basic = await send(emulator, path, { headers: { authorization: 'Basic YTpi' } });
    assert.equal(basic.headers['x-amzn-errortype'], 'IncompleteSignatureException');
    const xml = await send(emulator, '/', { method: 'POST', body: 'Action=GetCallerIdentity&Version=2011-06-15' });
    assert.equal(xml.status, 403);
    assert.match(xml.body, /<Code>MissingAuthenticationToken<\/Code>/);
  });

  describe('signs again exactly what was received', () => {
    const base = () => {
      const date = compact(new Date());
      return { date, headers: { host: emulator.endpoint.slice('http://'.length), 'x-amz-date': date } as Record<string, string>, identity: emulator.identities.author };
    };

    it('whatever set of headers was signed', async () => {
      const { date, headers, identity } = base();
      const path = `/accounts/${AwsAccountId}/dashboards`;
      const body = '';
      for (const more of [{}, { 'user-agent': 'curl/8' }, { accept: '*/*', 'x-amz-content-sha256': hash(body), 'x-custom': 'a b' }] as Record<string, string>[]) {
        const signed = { ...headers, ...more };
        assert.equal((await send(emulator, path, { headers: { ...signed, authorization: sign({ identity, date, path, headers: signed }) } })).status, 200, Object.keys(more).join());
        assert.equal((await send(emulator, path, { headers: { ...signed, 'x-not-signed': '1', authorization: sign({ identity, date, path, headers: signed }) } })).status, 200);
      }
    });

    it('and the host must be signed, and each signed header unchanged', async () => {
      const { date, headers, identity } = base();
      const path = `/accounts/${AwsAccountId}/dashboards`;
      const refused = async (given: Record<string, string>, signedHeaders: Record<string, string>, more: Partial<Signing> = {}) => {
        const answer = await send(emulator, path, { headers: { ...given, authorization: sign({ identity, date, path, headers: signedHeaders, ...more }) } });
        assert.equal(answer.headers['x-amzn-errortype'], 'InvalidSignatureException');
        return answer.body;
      };
      await refused(headers, { 'x-amz-date': date });
      await refused({ ...headers, 'x-custom': '2' }, { ...headers, 'x-custom': '1' });
      const unsignedPayload = { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      await refused(unsignedPayload, unsignedPayload, { payloadHash: 'UNSIGNED-PAYLOAD' });
      assert.match(await refused(headers, headers, { scopeDate: '20200101' }), /Date in Credential scope does not match YYYYMMDD .*'20200101' != '\d{8}'/);
    });

    it('a path and a query with all sorts of characters', async () => {
      const { date, headers, identity } = base();
      const path = `/accounts/${AwsAccountId}/namespaces/default/users/${encodeURIComponent('Ro+le/a b@ü~*')}`;
      const answer = await send(emulator, path, { headers: { ...headers, authorization: sign({ identity, date, path, headers, region: 'us-east-1' }) } });
      assert.equal(answer.status, 404, answer.body);
      assert.match(answer.body, /User Ro\+le\/a b@ü~\* is not found/);
      const list = `/accounts/${AwsAccountId}/dashboards`;
      const query = 'max-results=2&next-token=a%2Bb%2Fc%20d%3D';
      const authorization = sign({ identity, date, path: list, query, headers });
      assert.equal((await send(emulator, `${list}?${query}`, { headers: { ...headers, authorization } })).headers['x-amzn-errortype'], 'InvalidNextTokenException');
      // A plus is a plus: the signature that holds for %2B holds for + and not for a space.
      assert.equal((await send(emulator, `${list}?next-token=a+b%2Fc%20d%3D&max-results=2`, { headers: { ...headers, authorization } })).headers['x-amzn-errortype'], 'InvalidNextTokenException');
      assert.equal((await send(emulator, `${list}?next-token=a%20b%2Fc%20d%3D&max-results=2`, { headers: { ...headers, authorization } })).headers['x-amzn-errortype'], 'InvalidSignatureException');
    });

    it('the body too', async () => {
      const { date, headers, identity } = base();
      const path = `/accounts/${AwsAccountId}/search/dashboards`;
      const body = JSON.stringify({ Filters: [{ Name: 'DASHBOARD_NAME', Operator: 'StringLike', Value: 'ü' }] });
      const authorization = sign({ identity, date, path, headers, body, method: 'POST' });
      assert.equal((await send(emulator, path, { method: 'POST', headers: { ...headers, authorization }, body })).status, 200);
      assert.equal((await send(emulator, path, { method: 'POST', headers: { ...headers, authorization }, body: body.replace('ü', 'u') })).headers['x-amzn-errortype'], 'InvalidSignatureException');
    });

    it('as the SDK sends names with slashes, pluses and umlauts', async () => {
      const client = quicksight(emulator, { region: 'us-east-1' });
      await refuses(client.send(new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName: 'BIRole/bo+qs@example.com ü (x)!*\'' })), 'ResourceNotFoundException', 404, /BIRole\/bo\+qs@example\.com ü \(x\)!\*' is not found/);
      await refuses(quicksight(emulator).send(new GetSessionEmbedUrlCommand({ AwsAccountId, UserArn: 'arn:aws:quicksight:us-east-1:1:user/default/a+b c/ü' })), 'QuickSightUserNotFoundException', 404, /a\+b c\/ü$/);
    });
  });
});
