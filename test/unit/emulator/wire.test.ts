import assert from 'node:assert/strict';
import { services, type ServiceName, type Shape } from '../../emulator/model.ts';
import { operations } from '../../emulator/operations.ts';
import { escapeXml, isAwsCall, parseInput, route, serializeOutput, validate, type WireRequest } from '../../emulator/wire.ts';
import fixtures from '../../fixtures/wire-vectors.json' with { type: 'json' };

interface Vector {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  request: { method: string; path: string; query: '' | Record<string, string | number | string[]>; target: string | null; body: object | null };
}

/** A vector's request, put on the wire: the vectors are from before the query is encoded. */
function onTheWire({ request: { method, path, query, target, body } }: Vector): WireRequest {
  const pairs = Object.entries(query || {}).flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((item) => `${encodeURIComponent(key)}=${encodeURIComponent(item)}`));
  return { method, path, rawQuery: pairs.join('&'), headers: { authorization: '', ...(target === null ? {} : { 'x-amz-target': target }) }, body: body ? JSON.stringify(body) : '' };
}

describe('emulator: requests and answers on the wire', () => {
  describe('parses what botocore sends back into what was asked', () => {
    const vectors = (fixtures as { vectors: Vector[] }).vectors.filter(({ service, operation }) => Object.hasOwn(operations[service as ServiceName], operation));
    vectors.forEach((vector, index) => {
      it(`${vector.operation} #${index + 1}`, () => {
        const request = onTheWire(vector);
        assert.ok(isAwsCall(request));
        const found = route(request);
        assert.deepEqual([found.service, found.name], [vector.service, vector.operation]);
        const input = parseInput(request, found);
        assert.deepEqual(input, vector.input);
        assert.deepEqual(validate(found.operation!.input, input), []);
      });
    });

    it('for every kind of operation there is a vector of', () => {
      assert.ok(vectors.length >= 35);
      assert.ok(new Set(vectors.map(({ operation }) => operation)).size >= 9);
    });
  });

  it('serves only operations that the model has', () => {
    for (const [service, table] of Object.entries(operations)) {
      for (const name of Object.keys(table)) assert.ok(services[service as ServiceName].operations[name], name);
    }
  });

  it('tells pages from AWS calls', () => {
    const request = (method: string, path: string, rawQuery = '', headers = {}) => isAwsCall({ method, path, rawQuery, headers, body: '' });
    assert.equal(request('GET', '/embed/0123/start'), false);
    assert.equal(request('GET', '/'), false);
    assert.equal(request('GET', '/favicon.ico'), false);
    assert.equal(request('GET', '/', 'Action=GetCallerIdentity'), true);
    assert.equal(request('POST', '/'), true);
    assert.equal(request('GET', '/accounts/1/dashboards'), true);
    assert.equal(request('GET', '/account/1'), true);
  });

  it('reads the query protocol’s nested names', () => {
    const body = 'Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa+b&RoleSessionName=s&DurationSeconds=900&Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=l&Tags.member.2.Value=w&PolicyArns.member.1.arn=p';
    const request: WireRequest = { method: 'POST', path: '/', rawQuery: '', headers: {}, body };
    assert.deepEqual(parseInput(request, route(request)), {
      RoleArn: 'arn:aws:iam::1:role/a b', RoleSessionName: 's', DurationSeconds: 900, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }], PolicyArns: [{ arn: 'p' }],
    });
  });

  it('leaves out what the model does not know, and null', () => {
    const request: WireRequest = { method: 'POST', path: '/', rawQuery: '', headers: { 'x-amz-target': 'SageMaker.ListDomains' }, body: '{"MaxResults":3,"Unknown":{"a":1},"NextToken":null}' };
    assert.deepEqual(parseInput(request, route(request)), { MaxResults: 3 });
  });

  it('does not take an inherited property for an operation', () => {
    assert.equal(route({ method: 'POST', path: '/', rawQuery: '', headers: { 'x-amz-target': 'SageMaker.constructor' }, body: '' }).operation, undefined);
    assert.equal(route({ method: 'POST', path: '/', rawQuery: '', headers: { 'x-amz-target': 'DynamoDB_20120810.ListDomains' }, body: '' }).operation, undefined);
  });

  it('reads a greedy label over several segments', () => {
    const greedy: Shape = { type: 'structure', members: {} };
    services.quicksight.operations.TestGreedy = { http: { method: 'PATCH', path: '/accounts/{A}/things/{Key+}/end' }, input: greedy, output: greedy, errors: {} };
    try {
      assert.deepEqual(route({ method: 'PATCH', path: '/accounts/1/things/a%2Fb/c/end', rawQuery: '', headers: {}, body: '' }).labels, { A: '1', Key: 'a/b/c' });
    } finally {
      delete services.quicksight.operations.TestGreedy;
    }
  });

  it('writes times as epoch seconds in JSON, and refuses to write what the model does not have', () => {
    const found = route({ method: 'POST', path: '/', rawQuery: '', headers: { 'x-amz-target': 'SageMaker.DescribeDomain' }, body: '' });
    const { body, headers } = serializeOutput(found, { DomainId: 'd-1', CreationTime: new Date(1_700_000_000_500), Url: undefined }, 'r-1');
    assert.equal(body, '{"DomainId":"d-1","CreationTime":1700000000.5}');
    assert.deepEqual(headers, { 'x-amzn-requestid': 'r-1', 'content-type': 'application/x-amz-json-1.1' });
    assert.throws(() => serializeOutput(found, { Nonsense: 1 }, 'r-1'), /no DescribeDomain\.Nonsense/);
  });

  it('keeps the value of a sensitive member out of its message', () => {
    const shape: Shape = { type: 'structure', members: { Value: { type: 'string', max: 3, sensitive: true } } };
    assert.deepEqual(validate(shape, { Value: 'secret' }), ["Value at 'value' failed to satisfy constraint: Member must have length less than or equal to 3"]);
  });

  it('compiles every pattern of the model', () => {
    const walk = (shape: Shape | undefined): void => {
      if (!shape) return;
      if (shape.pattern !== undefined) validate({ type: 'string', pattern: shape.pattern }, 'x');
      for (const member of Object.values(shape.members ?? {})) walk(member);
      walk(shape.member);
    };
    for (const { operations: all } of Object.values(services)) for (const { input, output } of Object.values(all)) [input, output].forEach(walk);
  });

  it('escapes text for XML and HTML', () => assert.equal(escapeXml(`<a href="x">'&'</a>`), '&#60;a href=&#34;x&#34;&#62;&#39;&#38;&#39;&#60;/a&#62;'));
});
