// From HTTP to an operation's input and from its output back to HTTP, for the three protocols, driven by the model.
import { AwsError } from './errors.ts';
import { services, type OperationModel, type ServiceName, type Shape } from './model.ts';

/** A request as it came over the wire: nothing decoded, header names in lower case. */
export interface WireRequest {
  method: string;
  /** The raw path, percent-encoded, without the query. */
  path: string;
  /** What follows the first `?`, byte for byte; empty when there is none. */
  rawQuery: string;
  headers: Record<string, string>;
  body: string;
}

/** Where a request goes. `operation` is undefined when the service has no such operation. */
export interface Route {
  service: ServiceName;
  /** The operation's name, or what the client asked for when there is no such operation. */
  name: string;
  operation: OperationModel | undefined;
  labels: Record<string, string>;
}

/**
 * The parameters of a query string. A `+` is a literal plus, as in SigV4's canonical query; AWS clients send %20 for a
 * space. Throws SerializationException when it is not well encoded.
 */
export function parseQuery(rawQuery: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const [name = '', ...rest] = pair.split('=');
    const key = decode(name);
    const value = decode(rest.join('='));
    const before = query[key];
    query[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('SerializationException', 'The request is not well percent-encoded.', 400);
  }
}

/** Whether a request is an AWS call; all others are pages. */
export function isAwsCall({ method, path, rawQuery, headers }: WireRequest): boolean {
  return headers['x-amz-target'] !== undefined
    || headers.authorization !== undefined
    || /^\/accounts?\//.test(path)
    || (path === '/' && (method === 'POST' || /(^|&)Action=/.test(rawQuery)));
}

/** Finds the service by the request's form and the operation by the model's target, action or path template. */
export function route(request: WireRequest): Route {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix, name = ''] = target.split('.');
    const model = services.sagemaker;
    const known = prefix === model.targetPrefix && Object.hasOwn(model.operations, name);
    return { service: 'sagemaker', name: name || target, operation: known ? model.operations[name] : undefined, labels: {} };
  }
  if (request.path === '/') {
    const action = stsParameters(request).Action;
    const name = typeof action === 'string' ? action : '';
    return { service: 'sts', name, operation: Object.hasOwn(services.sts.operations, name) ? services.sts.operations[name] : undefined, labels: {} };
  }
  for (const [name, operation] of Object.entries(services.quicksight.operations)) {
    const labels = operation.http.method === request.method ? matchPath(operation.http.path, request.path) : undefined;
    if (labels) return { service: 'quicksight', name, operation, labels };
  }
  return { service: 'quicksight', name: `${request.method} ${request.path}`, operation: undefined, labels: {} };
}

/** A form's values: in a form, unlike in a signed query string, `+` is a space. */
function stsParameters({ method, rawQuery, body }: WireRequest): Record<string, string | string[]> {
  return parseQuery(method === 'POST' ? body.replaceAll('+', '%20') : rawQuery);
}

/** The labels of a path that fits a template, decoded; undefined when it does not fit. `{Name+}` takes several segments. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = template.replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const match = new RegExp(`^${source}$`).exec(path);
  if (!match) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1]!)]));
}

/**
 * The operation's input that a request carries, typed as the model says; members the model does not know are left out,
 * as AWS does. Ranges are not checked here: see {@link validate}. Throws SerializationException for a value of the
 * wrong type or a body that is not JSON.
 */
export function parseInput(request: WireRequest, { service, operation, labels }: Route): Record<string, unknown> {
  if (!operation) throw new Error('There is no operation to parse for.');
  const members = Object.entries(operation.input.members ?? {});
  const { protocol } = services[service];
  if (protocol === 'query') return fromForm(operation.input, stsParameters(request), '') as Record<string, unknown>;
  const query = parseQuery(request.rawQuery);
  const hasBody = protocol === 'json' || members.some(([, shape]) => shape.location === undefined);
  const body = hasBody ? parseBody(request.body) : {};
  const input: Record<string, unknown> = {};
  for (const [name, shape] of members) {
    const wireName = shape.wireName ?? name;
    const value = shape.location === 'uri' ? fromText(shape, labels[wireName])
      : shape.location === 'querystring' ? fromQuery(shape, query[wireName])
        : fromJson(shape, Object.hasOwn(body, name) ? body[name] : undefined);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'Unexpected token: the body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new AwsError('SerializationException', 'Unexpected token: the body is not a JSON object.');
  return body as Record<string, unknown>;
}

function fromQuery(shape: Shape, value: string | string[] | undefined): unknown {
  if (value === undefined) return undefined;
  const values = Array.isArray(value) ? value : [value];
  return shape.type === 'list' ? values.map((text) => fromText(shape.member!, text)) : fromText(shape, values[0]);
}

function fromText(shape: Shape, text: string | undefined): unknown {
  if (text === undefined || shape.type === 'string') return text;
  if (shape.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if ((shape.type === 'integer' || shape.type === 'long') && /^-?\d+$/.test(text)) return Number(text);
  if (shape.type === 'timestamp' && !Number.isNaN(Date.parse(text))) return new Date(text);
  throw new AwsError('SerializationException', `STRING_VALUE cannot be converted to ${typeNames[shape.type]}`);
}

const typeNames: Record<Shape['type'], string> = {
  structure: 'Structure', list: 'List', string: 'String', integer: 'Integer', long: 'Long', boolean: 'Boolean', timestamp: 'Timestamp',
};

function fromJson(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    if (shape.type !== 'list') throw new AwsError('SerializationException', 'Start of list found where not expected');
    return value.map((item) => fromJson(shape.member!, item));
  }
  if (typeof value === 'object') {
    if (shape.type !== 'structure') throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
    const members = Object.entries(shape.members ?? {})
      .map(([name, member]) => [name, fromJson(member, Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined)])
      .filter(([, member]) => member !== undefined);
    return Object.fromEntries(members) as unknown;
  }
  if (typeof value === 'string' && shape.type === 'string') return value;
  if (typeof value === 'boolean' && shape.type === 'boolean') return value;
  if (typeof value === 'number') {
    if ((shape.type === 'integer' || shape.type === 'long') && Number.isInteger(value)) return value;
    if (shape.type === 'timestamp') return new Date(value * 1000);
  }
  const token = typeof value === 'string' ? 'STRING_VALUE' : typeof value === 'boolean' ? (value ? 'TRUE_VALUE' : 'FALSE_VALUE') : 'NUMBER_VALUE';
  throw new AwsError('SerializationException', `${token} cannot be converted to ${typeNames[shape.type]}`);
}

/** The query protocol: `Member`, `Structure.Member`, `List.member.1`. */
function fromForm(shape: Shape, form: Record<string, string | string[]>, prefix: string): unknown {
  const given = (name: string) => Object.keys(form).some((key) => key === name || key.startsWith(`${name}.`));
  if (shape.type === 'structure') {
    const members = Object.entries(shape.members ?? {}).filter(([name]) => given(prefix + name));
    return Object.fromEntries(members.map(([name, member]) => [name, fromForm(member, form, prefix + name + (member.type === 'structure' ? '.' : ''))]));
  }
  if (shape.type === 'list') {
    const items: unknown[] = [];
    for (let item = `${prefix}.member.1`; given(item); item = `${prefix}.member.${items.length + 1}`) {
      items.push(fromForm(shape.member!, form, item + (shape.member!.type === 'structure' ? '.' : '')));
    }
    return items;
  }
  const value = form[prefix];
  return fromText(shape, Array.isArray(value) ? value[0] : value);
}

/**
 * What is wrong with a value by the model's constraints, in AWS's words; empty when nothing is. Paths read as AWS
 * gives them: `filters.1.member.operator`, each member with a small first letter.
 */
export function validate(shape: Shape, value: unknown, path = ''): string[] {
  if (value === undefined) return shape.required ? [`Value null at '${path}' failed to satisfy constraint: Member must not be null`] : [];
  const problems: string[] = [];
  const mustHave = (constraint: string) => {
    problems.push(`${shape.sensitive ? 'Value' : `Value '${display(value)}'`} at '${path}' failed to satisfy constraint: Member must ${constraint}`);
  };
  if (typeof value === 'number') {
    if (shape.min !== undefined && value < shape.min) mustHave(`have value greater than or equal to ${shape.min}`);
    if (shape.max !== undefined && value > shape.max) mustHave(`have value less than or equal to ${shape.max}`);
  } else if (typeof value === 'string' || Array.isArray(value)) {
    if (shape.min !== undefined && value.length < shape.min) mustHave(`have length greater than or equal to ${shape.min}`);
    if (shape.max !== undefined && value.length > shape.max) mustHave(`have length less than or equal to ${shape.max}`);
  }
  if (typeof value === 'string') {
    if (shape.enum && !shape.enum.includes(value)) mustHave(`satisfy enum value set: [${shape.enum.join(', ')}]`);
    if (shape.pattern !== undefined && !matches(shape.pattern, value)) mustHave(`satisfy regular expression pattern: ${shape.pattern}`);
  }
  if (Array.isArray(value)) problems.push(...value.flatMap((item, index) => validate(shape.member!, item, `${path}.${index + 1}.member`)));
  if (shape.type === 'structure') {
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      if (member.location === 'statusCode') continue;
      problems.push(...validate(member, (value as Record<string, unknown>)[name], `${path}${path ? '.' : ''}${name.charAt(0).toLowerCase()}${name.slice(1)}`));
    }
  }
  return problems;
}

function display(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(display).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const patterns = new Map<string, RegExp>();

/** The models' patterns are Java's, for the whole value; those used here mean the same in JavaScript with the u flag. */
function matches(pattern: string, value: string): boolean {
  let regExp = patterns.get(pattern);
  if (!regExp) patterns.set(pattern, regExp = new RegExp(`^(?:${pattern})$`, 'u'));
  return regExp.test(value);
}

/** An answer, ready to be written. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const xmlNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/**
 * An operation's output as its protocol writes it. `RequestId` is filled in where the model has it. Throws when the
 * output holds what the model does not know: then the emulator is wrong.
 */
export function serializeOutput({ service, name, operation }: Route, output: object, requestId: string): WireAnswer {
  const { protocol, jsonVersion } = services[service];
  const shape = operation!.output;
  const value: Record<string, unknown> = { ...output };
  if (shape.members?.RequestId && shape.members.RequestId.location === undefined) value.RequestId = requestId;
  const headers = { 'x-amzn-requestid': requestId };
  if (protocol === 'query') {
    const body = `<${name}Response xmlns="${xmlNamespace}"><${name}Result>${toXml(shape, value)}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
    return { status: 200, headers: { ...headers, 'content-type': 'text/xml' }, body };
  }
  return { status: 200, headers: { ...headers, 'content-type': protocol === 'json' ? `application/x-amz-json-${jsonVersion}` : 'application/json' }, body: JSON.stringify(toJson(shape, value, name)) };
}

function toJson(shape: Shape, value: unknown, path: string): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map((item) => toJson(shape.member!, item, path));
  if (typeof value !== 'object' || value === null) return value;
  const members: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const member = shape.members?.[name];
    if (!member) throw new Error(`The model has no ${path}.${name}.`);
    if (item !== undefined && member.location === undefined) members[name] = toJson(member, item, `${path}.${name}`);
  }
  return members;
}

function toXml(shape: Shape, value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(shape.member!, item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escapeXml(display(value));
  return Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => {
    const member = shape.members?.[name];
    if (!member) throw new Error(`The model has no ${name}.`);
    return `<${name}>${toXml(member, item)}</${name}>`;
  }).join('');
}

/** Text for XML and HTML, in element content and in quoted attributes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An error as the protocol writes it: rest-json and json with `x-amzn-errortype`, query in STS's XML. */
export function serializeError({ service, operation }: Pick<Route, 'service' | 'operation'>, error: AwsError, requestId: string): WireAnswer {
  const { protocol, jsonVersion } = services[service];
  const status = error.status ?? operation?.errors[error.code] ?? 400;
  if (protocol === 'query') {
    const body = `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status, headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' }, body };
  }
  const headers = { 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code };
  if (protocol === 'json') {
    return { status, headers: { ...headers, 'content-type': `application/x-amz-json-${jsonVersion}` }, body: JSON.stringify({ __type: error.code, Message: error.message }) };
  }
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ Message: error.message, RequestId: requestId }) };
}
