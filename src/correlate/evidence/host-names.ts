import { remembered } from '../../domain/text/remembered.ts';

const ip = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)$/;

/** Words that say what a machine does, not whose it is. */
const roles = new Set(
  (
    'primary replica master slave standby writer reader ro rw read write svc service services server srv api prod production ' +
    'live host node leader follower headless cluster internal corp intra lan http https grpc rest app backend web instance pod ' +
    'az a b c blue green staging stage dev rs vip lb proxy'
  ).split(' '),
);

/** Names that every company has: they tell what kind of engine it is, never which one. */
const generic = new Set(
  (
    'redis valkey memcached cache postgres postgresql pg pgbouncer mysql mariadb mongo mongodb db database sql kafka broker ' +
    'brokers bootstrap rabbitmq rabbit mq queue amqp elasticsearch elastic es opensearch search-engine cassandra dynamodb ' +
    'dynamo s3 sqs sns smtp mail mailer etcd zookeeper consul vault nats ldap localhost local kubernetes upstream gateway ' +
    'pulsar activemq snowflake clickhouse neo4j couchbase influxdb solr hazelcast minio scylla ' +
    'www cdn edge data main default sentinel mongos shard null undefined unknown example'
  ).split(' '),
);

/** Suffixes of machines inside a company or a rented engine: the first label is the name. */
const inside =
  /\.(?:internal|intern|interno|interna|int|local|lan|corp|intra|intranet|priv|private|home|consul|localdomain|docker|cluster|svc|rds\.amazonaws\.com|cache\.amazonaws\.com|es\.amazonaws\.com|kafka\.[\w-]+\.amazonaws\.com|mq\.[\w-]+\.amazonaws\.com|mongodb\.net|database\.windows\.net|redis\.cache\.windows\.net|postgres\.database\.azure\.com|mysql\.database\.azure\.com|upstash\.io|redislabs\.com|redis-cloud\.com|confluent\.cloud|cloudamqp\.com|aivencloud\.com)$/;

/** A company's own zone within its public domain: `stock.corp.acme.net`. */
const zone =
  /\.(?:corp|int|internal|intern|intra|lan|priv|private|svc)\.[a-z0-9-]{1,63}(?:\.[a-z]{2,3})?\.[a-z]{2,10}$/;

/** Stores that a vendor runs as one for a whole region: a bucket or an account there is a detail, and fails with all others. */
const inOneStore =
  /(?:^|\.)s3(?:[.-][a-z0-9-]{1,30}){0,3}\.amazonaws\.com(?:\.cn)?$|\.(?:blob|dfs|file|queue|table)\.core\.windows\.net$/;

/** First labels that vendors use for their doors; the company's name is the telling part. */
const doors = new Set(
  (
    'api apis www rest graph graphql hooks gateway app web cdn edge auth login accounts account secure services service eu us ' +
    'us1 us2 eu1 ap connect data public client prod production live sandbox checkout v1 v2 v3 js static m mail smtp'
  ).split(' '),
);

const secondLevel = new Set(['co', 'com', 'org', 'net', 'gov', 'ac']);

/**
 * The name by which people know a host or service: the first telling label inside the company, the company's name
 * outside; ordinals and role suffixes stripped (`payments-svc-2` is `payments`).
 * Null for IP addresses, localhost and names that every company has (`redis`, `db`).
 */
export function nameOfHost(raw: string): string | null {
  const host = raw.trim().toLowerCase().replace(/\.+$/, '').slice(0, 200);
  if (host === '' || ip.test(host) || inOneStore.test(host)) return null;
  const labels = host.split('.');
  if (labels.length === 1) return telling(host);
  if (isInside(host)) return firstTelling(labels);
  return outsideName(labels);
}

/** Whether a host is a machine of the company or a rented engine, rather than a public site. */
export function isInside(host: string): boolean {
  return !host.includes('.') || inside.test(host) || zone.test(host) || host.includes('.svc.');
}

/** A service's name as hosts spell it, so that `payments-api` is recognised when others call `payments:8080`. */
export const nameOfService: (service: string) => string = remembered(
  { kept: 2_000, longest: 100 },
  (service) => strip(service.trim().toLowerCase().replaceAll('_', '-').slice(0, 100)),
);

function firstTelling(labels: readonly string[]): string | null {
  // master.orders-cache.abc.cache.amazonaws.com: the role comes first, the name second.
  const [first = '', second = ''] = labels;
  return telling(first) ?? (roles.has(strip(first)) ? telling(second) : null);
}

function outsideName(labels: readonly string[]): string | null {
  if (labels.at(-2) === 'amazonaws') return telling(labels[0] ?? '');
  const publicAt = labels.length - (secondLevel.has(labels.at(-2) ?? '') && labels.length > 2 ? 3 : 2);
  const company = labels[publicAt] ?? '';
  const first = labels[0] ?? '';
  if (publicAt <= 0 || isVendor(company) || doors.has(first) || doors.has(strip(first)))
    // A vendor has many domains (`braintreegateway.com`), and is one.
    return vendorOf(company) ?? telling(company);
  // `redis.acme.io` is one of the company's, and the company's name does not say which.
  return telling(first) ?? (generic.has(strip(first)) ? null : telling(company));
}

function telling(label: string): string | null {
  const name = strip(label.replaceAll('_', '-'));
  if (name.length < 2 || generic.has(name) || roles.has(name) || /^[\d-]+$/.test(name)) return null;
  return name;
}

function strip(label: string): string {
  // checkout-7f9c6d5b8-x2x1z: what Kubernetes appends to a pod.
  let name = label
    .replace(/-[a-f0-9]{8,10}-[a-z0-9]{5}$/, '')
    .replace(/^(?:prod|production|staging|stage|live)-/, '');
  for (;;) {
    const shorter = name.replace(/(?<=[a-z])-?\d{1,4}$/, '');
    const dash = shorter.lastIndexOf('-');
    const next = dash > 0 && roles.has(shorter.slice(dash + 1)) ? shorter.slice(0, dash) : shorter;
    if (next === name) return name;
    name = next;
  }
}

const vendors = [
  'stripe', 'paypal', 'adyen', 'braintree', 'klarna', 'twilio', 'sendgrid', 'mailgun', 'postmark', 'mailchimp', 'auth0',
  'okta', 'algolia', 'plaid', 'shopify', 'avalara', 'taxjar', 'openai', 'anthropic', 'launchdarkly', 'mapbox', 'contentful',
  'salesforce', 'hubspot', 'zendesk', 'intercom', 'firebase', 'cloudinary', 'pusher', 'fastly', 'cloudflare', 'recurly',
  'chargebee', 'worldpay', 'razorpay', 'mollie', 'easypost', 'shippo', 'slack', 'github', 'onesignal', 'vonage', 'nexmo',
  'googleapis', 'amplitude', 'mixpanel', 'docusign', 'netsuite', 'xero', 'quickbooks', 'authorizenet', 'cybersource',
]; // prettier-ignore
const vendorSet: ReadonlySet<string> = new Set(vendors);
const vendorWord = new RegExp(vendors.filter((vendor) => vendor.length > 4).join('|'));

const vendorFirst = new RegExp(`^(?:${vendorWord.source})`);

function isVendor(company: string): boolean {
  return vendorOf(company) !== null;
}

function vendorOf(company: string): string | null {
  return vendorSet.has(company) ? company : (vendorFirst.exec(company)?.[0] ?? null);
}

/** The vendor that lower-case text names (`StripeConnectionError`), or null. */
export function vendorIn(text: string): string | null {
  return vendorWord.exec(text)?.[0] ?? null;
}
