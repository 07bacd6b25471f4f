import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, start } from '../../make.ts';
import { eventAlert } from '../../integrations/sentry/fixture.ts';
import { Story } from '../story.ts';

function cutOff(service: string, n: number): Alert {
  const value = 'connect ECONNREFUSED rates.internal:8080';
  return alert({
    issueKey: `sentry:acme/${service}-${n}`,
    service,
    title: `Error: ${value}`,
    type: 'Error',
    message: value,
    exceptions: [{ type: 'Error', value, module: null }],
    eventId: `${service}${n}`.padEnd(32, '0'),
  });
}

/** An error of a page, as Sentry's browser SDK tells it. */
function ofPage(service: string, value: string, breadcrumbs: readonly object[]): Alert {
  const read = eventAlert({
    platform: 'javascript',
    exception: { values: [{ type: 'TypeError', value }] },
    metadata: { type: 'TypeError', value },
    title: `TypeError: ${value}`,
    breadcrumbs: { values: breadcrumbs },
  });
  return { ...read, issueKey: `sentry:acme/${service}`, service, project: service, eventAt: start };
}

const blocked = {
  type: 'http',
  category: 'fetch',
  data: { method: 'POST', status_code: 0, url: 'https://www.google-analytics.com/g/collect' },
};
const failed = {
  type: 'http',
  category: 'fetch',
  data: { method: 'GET', status_code: 503, url: 'https://rates.internal:8080/v1' },
};

function storm(): Story {
  const story = new Story();
  for (const [n, service] of ['checkout', 'cart', 'search', 'quotes'].entries())
    story.tell(n * 1_000, cutOff(service, 1));
  story.tell(5_000, ofPage('storefront', 'Failed to fetch (rates.internal)', [blocked, failed]));
  return story;
}

describe('a host that only breadcrumbs name', () => {
  it('links nothing: a bug beside a storm stays an incident of its own, ad blocker or not', () => {
    for (const breadcrumbs of [[blocked], [blocked, failed], []]) {
      const story = storm();
      story.tell(6_000, ofPage('admin', 'options.forEach is not a function', breadcrumbs));
      expect(story.roots.map(({ services }) => services[0]?.name)).toEqual(['checkout', 'admin']);
      expect(story.incidents.filter(({ parent }) => parent === 'inc-1')).toHaveLength(4);
    }
  });

  it('opens no storm, however many services name it', () => {
    const story = new Story();
    for (const [n, service] of ['web', 'shop', 'admin', 'help', 'blog', 'docs'].entries()) {
      const one = alert({
        issueKey: `sentry:acme/${service}`,
        service,
        message: `${service} has no ${service} here`,
        title: `TypeError: ${service} has no ${service} here`,
        exceptions: [{ type: `${service}Error`, value: `${service} has no ${service} here`, module: null }],
        calledHosts: ['rates.internal'],
      });
      story.tell(n * 1_000, one);
    }
    expect(story.roots).toHaveLength(6);
    expect(story.pages()).toEqual([]);
  });

  it('makes no member of what calls a service of the storm', () => {
    const story = storm();
    const own = cutOff('billing', 1);
    const wrong = 'invoice has no lines';
    const calling = {
      ...own,
      message: wrong,
      title: wrong,
      exceptions: [],
      calledHosts: ['checkout.internal'],
    };
    story.tell(7_000, calling);
    expect(story.roots).toHaveLength(2);
  });
});
