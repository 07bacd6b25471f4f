import { describe, expect, it } from 'vitest';
import { whyNotMerge, whyNotSplit } from '../../../src/correlate/incident/regroup/regroup-rules.ts';
import { refusalSentence } from '../../../src/domain/decision/refusal-words.ts';
import { drillClass } from '../../../src/domain/environment/environment.ts';
import { sampleIncident } from '../../http/doubles/sample-incidents.ts';

const root = sampleIncident({ id: 'inc-1' });
const child = sampleIncident({ id: 'inc-2', parent: 'inc-1' });
const other = sampleIncident({ id: 'inc-3' });
const drill = sampleIncident({ id: 'inc-4', parent: 'inc-9', environmentClass: drillClass('d1') });
const collector = sampleIncident({ id: 'inc-5', kind: 'collector' });

describe('whether a person may regroup', () => {
  it('splits a child, and a root that has children', () => {
    expect(whyNotSplit(child, 0)).toBeNull();
    expect(whyNotSplit(root, 1)).toBeNull();
    expect(whyNotSplit(other, 0)).toEqual({ code: 'alone', incident: 'inc-3', issues: other.issues.length });
  });

  it('merges what stands alone, and a child of another root', () => {
    expect(whyNotMerge(other, root, root)).toBeNull();
    expect(whyNotMerge(child, other, other)).toBeNull();
    expect(whyNotMerge(other, child, root)).toBeNull();
  });

  it('leaves drills and the page "Many incidents" as they are', () => {
    expect(whyNotSplit(drill, 3)).toMatchObject({ code: 'drill' });
    expect(whyNotMerge(drill, root, root)).toMatchObject({ code: 'drill' });
    expect(whyNotMerge(other, collector, collector)).toMatchObject({ code: 'collector', incident: 'inc-5' });
  });

  it('says of every refusal what to do, or why nothing is to be done', () => {
    expect(refusalSentence({ code: 'collector', incident: 'inc-5' })).toMatch(/Name one of the incidents/);
    expect(refusalSentence({ code: 'alone', incident: 'inc-3', issues: 4 })).toMatch(/its 4 issues/);
    expect(refusalSentence({ code: 'holds-it', child: 'inc-2', root: 'inc-1' })).toMatch(/split inc-1 first/);
    expect(refusalSentence({ code: 'drill', incident: 'inc-4' })).toMatch(/nothing is broken/);
  });
});
