import { expect, it } from 'vitest';
import { alertLabels } from '../../../src/correlate/rules/alert-labels.ts';
import { matches } from '../../../src/correlate/rules/matching.ts';
import { routesTaken } from '../../../src/decide/routing/routes.ts';
import { isProblem, parseMatcher } from '../../../src/domain/routing/matcher.ts';
import { alert } from '../../make.ts';
import { route } from '../../decide/routing/routed-story.ts';

it('the settings of an alert rule choose a route, and its name does where Sentry has lost them', () => {
  const tree = route('everyone', [], {
    routes: [
      route('checkout', ['settings.team="checkout"']),
      route('checkout', ['rule="Page on-call: cart"']),
    ],
  });
  const taken = (change: Parameters<typeof alert>[0]): string =>
    routesTaken(tree, alertLabels(alert(change), 'production'))
      .map(({ route: { receiver }, path }) => `${receiver} ${path.join('.')}`)
      .join();
  expect(taken({ settings: [['team', 'checkout']] })).toBe('checkout 0');
  expect(taken({ rules: ['Page on-call: cart'] })).toBe('checkout 1');
  expect(taken({ settings: [['team', 'search']] })).toBe('everyone ');
});

it('a tag and a setting of one name are two labels, each with all of its values', () => {
  const labels = alertLabels(
    alert({
      tags: [['team', 'a']],
      settings: [
        ['team', 'b'],
        ['team', 'c'],
      ],
    }),
    'production',
  );
  const holds = (text: string): boolean => {
    const matcher = parseMatcher(text);
    return !isProblem(matcher) && matches(matcher, labels);
  };
  expect(['tags.team=a', 'settings.team=b', 'settings.team=c'].map(holds)).toEqual([true, true, true]);
  expect(['tags.team=b', 'settings.team=a'].map(holds)).toEqual([false, false]);
});
