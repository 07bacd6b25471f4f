import { describe, expect, it } from 'vitest';
import { codesIn } from '../../../src/correlate/evidence/codes.ts';

describe('identifiers that an error names', () => {
  it.each([
    ['vat_band', 'no vat_band for basket 812'],
    ['loyalty_tier_v2', 'Missing required environment variable "LOYALTY_TIER_V2"'],
    ['loyalty_tier', 'required key LOYALTY_TIER missing value'],
    ['loyalty_tier', "Could not resolve placeholder 'LOYALTY_TIER' in value"],
    ['loyalty_tier', 'cannot bind ${LOYALTY_TIER}'],
    ['carrier_rates_url', 'KeyError: CARRIER_RATES_URL'],
    ['freight_zone_matrix', 'freightZoneMatrix is null'],
    ['freight_zone', "KeyError: 'freightZone'"],
    ['freight_zone', 'column "freight_zone" does not exist'],
    ['shipments_freight_zone', "Unknown column 'shipments.freight_zone' in 'field list'"],
    ['shipments_freight_zone', 'flag `shipments-freight-zone` has no variation'],
    ['shipments_freight_zone', 'config value {shipments.freight.zone} is not a number'],
    ['consignments', 'relation "consignments" does not exist'],
    ['erp_consignments', "Table 'erp.consignments' doesn't exist"],
    ['parcel_events', 'no partitions for topic "parcel.events"'],
    ['feature_eu_rounding', "unknown variation 'b' for 'feature.eu-rounding'"],
  ])('%s: %s', (code, text) => {
    expect(codesIn(text)[0]).toBe(code);
  });

  it.each([
    // Words, ids, times, numbers.
    'a read-only, third-party, well-known end-user',
    "'third-party' was retried",
    'order ORD-99812 of 2026-11-28T10:00:00Z and "2026-11-28"',
    'pod checkout-7f9c6d5b8-x2x1z, node "ip-10-0-3-7"',
    'commit "a1b2c3d4e5f6-dirty" and key "cus_9s6XKzkNRiz8i3"',
    'account_id, created_at, sessionId, "parentUuid", row_count, FILE_PATH, payment_method_id',
    // What went wrong, and what a business refuses all day.
    'card_declined and insufficient_funds and "payment_intent_authentication_failure"',
    'ERR_BAD_RESPONSE, E_CONN_LOST, SQLSTATE_08006, ER_LOCK_DEADLOCK',
    'invalid_grant, missing_scope, "rate-limit-exceeded", not_found',
    // Files, modules, hosts, paths, headers, mail, code of every page.
    'app/orders_v2/loader.py, "price_table.csv", orders.test.ts, main_view.swift',
    'https://shop.example/new_rates/eu_rates and /srv/data_files/x_y',
    'orders-db.acme.internal, "stock.internal", payments-svc, mail@tax_office.example',
    "Content-Type, 'x-request-id', 'user-agent', 'en-US', 'utf-8'",
    'com.acme.orders.PriceList, java.util.HashMap, net.http.client',
    'e.target, this.props, req.body, document.querySelector, addEventListener',
    'App\\Price_List::total_sum, std::vec_deque, user@big_host',
    // Keys of a record that a library prints, whatever is wrong.
    'RpcError: parcel_trace_text:{UNKNOWN:refused}',
    'RpcError: status = 14 parcel_trace_text = "UNKNOWN: refused"',
    'total, price and name',
    'relation of total to price; table for two',
  ])('none in: %s', (text) => {
    expect(codesIn(text)).toEqual([]);
  });

  it('are one, however they are spelled', () => {
    const spelled = [
      'EU_RATE_CARD',
      'eu_rate_card',
      '"eu-rate-card"',
      '"eu.rate.card"',
      "'eu.rate_card'",
      'euRateCard',
    ];
    expect(new Set(spelled.map((text) => codesIn(`no ${text} for it`)[0]))).toEqual(
      new Set(['eu_rate_card']),
    );
  });

  it('count behind a dot too, after the whole', () => {
    expect(codesIn("Table 'erp.consignments' doesn't exist")).toEqual(['erp_consignments', 'consignments']);
    expect(codesIn('column orders.net_total does not exist')[1]).toBe('net_total');
    expect(codesIn('column orders.total_net does not exist')).toEqual(['orders_total_net', 'total_net']);
  });

  it('are at most four, what is quoted or a constant before what merely looks like code', () => {
    const text = 'rate_row for rate_col of "rate_card" in RATE_ZONE by rate_plan, then rate_book';
    const codes = codesIn(text);
    expect(codes).toHaveLength(4);
    expect(codes.slice(0, 2).toSorted()).toEqual(['rate_card', 'rate_zone']);
  });
});
