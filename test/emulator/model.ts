// The service models (bindings, ranges, patterns, enums, outputs, errors) as data, and the types to read them by.
import models from './service-models.json' with { type: 'json' };

/** One shape of a service model. Recursive shapes end in a `structure` with `ref` and no `members`. */
export interface Shape {
  type: 'structure' | 'list' | 'string' | 'integer' | 'long' | 'boolean' | 'timestamp';
  members?: Record<string, Shape>;
  member?: Shape;
  required?: boolean;
  /** Where a member of an operation's input or output is bound, when it is not in the body. */
  location?: 'uri' | 'querystring' | 'statusCode';
  wireName?: string;
  /** Numbers: the least value. Strings and lists: the least length. */
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
  ref?: string;
}

/** One operation of a service model. */
export interface OperationModel {
  http: { method: string; path: string };
  input: Shape;
  output: Shape;
  /** Error code to HTTP status; null where the model leaves it to the protocol (400). */
  errors: Record<string, number | null>;
}

/** The services served, by their signing names. */
export type ServiceName = 'quicksight' | 'sagemaker' | 'sts';

/** One service model. */
export interface ServiceModel {
  protocol: 'rest-json' | 'json' | 'query';
  apiVersion: string;
  targetPrefix: string | null;
  jsonVersion: string | null;
  operations: Record<string, OperationModel>;
}

// TypeScript would infer a type of 15,000 lines from the JSON; the shapes above are what the file holds.
export const services = (models as unknown as { services: Record<ServiceName, ServiceModel> }).services;
