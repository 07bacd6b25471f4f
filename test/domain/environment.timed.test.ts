import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentClass, readEnvironment } from '../../src/domain/environment/environment.ts';

const classOf = (name: string): string => environmentClass(name);

describe('the class of an environment', () => {
  it.each(
    (
      'dev devel develop development Dev2 dev-eu local localhost localdev test tests testing tst test_1 ' +
      'qa qa02 QA-3 uat uat1 UAT UatEu sit sit2 stag stage staging staging3 stg STG-eu eu.staging sandbox ' +
      'preview preview-7 review review/feature-x ci demo canary-test preprod pre-prod pre-production PreProd prelive ' +
      'nonprod non-prod NonProduction nonproduction not-production acc acceptance accept e2e E2E e2e-1 e2eTests ' +
      'pr-1234 PR1234 pr_12_checkout mr-7 pull-request-7 perf perf2 performance int int-1 integration integration-2 ' +
      'homolog homologacao homologação homologacion hml debug testflight load load-1 load-test loadtest LoadTest ' +
      'ephemeral ephemeral-x1 feature-new-cart feature/basket branch branch-x dependabot/npm poc developer ' +
      'pruebas desarrollo recette développement pré-production abnahme Entwicklung collaudo ontwikkeling acceptatie ' +
      '開発 検証環境 ステージング 测试环境 prod-copy production-clone prod-like playground testnet'
    ).split(' '),
  )('%s wakes nobody', (name) => {
    expect(classOf(name)).toBe('non-production');
  });

  it.each(
    (
      'production prod PROD Prod2 prd live eu-live production-eu main master default eu us-east-1 release ' +
      'demo-customer-production prod-ci-1 qa-financial-prod test-prod live-preview staging-production PRODUCTION_QA ' +
      'beta alpha canary nightly rc pilot trial internal blue green dr ' +
      'latest contest attest greatest device devotion interior integration-eu developer-portal developers demographics ' +
      'protest citizen pricing circle accounts access acceleration perfume performer internet debugger-free-zone ' +
      'qatar statistics stagecoach loading load-balancer pr pr-eu preproducts mainland testimonials ' +
      'no-prod producción 本番 生产环境 prod-dr production-replica hotfix-12'
    ).split(' '),
  )('%s pages', (name) => {
    expect(classOf(name)).toBe('production');
  });

  it('is production where no environment is told, or an odd one', () => {
    for (const name of [null, '', '  ', '-', '12', '🔥']) expect(environmentClass(name)).toBe('production');
  });

  it('lets a production word win, unless it is denied or only likened', () => {
    expect(classOf('acme staging, production')).toBe('production');
    expect(classOf('non-prod eu live')).toBe('production');
    expect(classOf('non-prod eu')).toBe('non-production');
    expect(classOf('test prod copy')).toBe('non-production');
  });

  it('costs little, whatever the name', () => {
    const long = ['٣', 'aA', '1a', 'prod-', '\uFDFA', 'a', '1', '-', 'pre '].map((bit) => bit.repeat(200));
    const from = performance.now();
    for (const name of long) for (let n = 0; n < 20; n += 1) environmentClass(name);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('has a reason for any name at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(readEnvironment(name).because).not.toBe('');
      }),
    );
  });
});

describe("the operator's lists of environments", () => {
  const lists = { production: ['STG-eu', 'lab-*'], quiet: ['prod-mirror', 'lab-x*', 'eu', 'PR'] };

  it('win over every word', () => {
    expect(environmentClass('stg-EU', lists)).toBe('production');
    expect(environmentClass('prod-mirror', lists)).toBe('non-production');
    expect(environmentClass('pr', lists)).toBe('non-production');
  });

  it('name whole environments, with a * the beginning of one', () => {
    expect(environmentClass('eu', lists)).toBe('non-production');
    expect(environmentClass('eu-1', lists)).toBe('production');
    expect(environmentClass('lab-test', lists)).toBe('production');
  });

  it('let the closer of two names decide', () => {
    expect(environmentClass('lab-x1', lists)).toBe('non-production');
    expect(environmentClass('lab-x1', { ...lists, production: ['lab-x1'] })).toBe('production');
    expect(environmentClass('anything', { production: ['live'], quiet: ['*'] })).toBe('non-production');
    expect(environmentClass('live', { production: ['live'], quiet: ['*'] })).toBe('production');
  });

  it('may be missing in a policy of an older relay', () => {
    expect(environmentClass('staging', undefined)).toBe('non-production');
  });

  it('do not touch what names no environment', () => {
    expect(environmentClass(null, { production: [], quiet: ['*'] })).toBe('production');
  });
});
