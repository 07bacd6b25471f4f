import { describe, expect, it } from 'vitest';
import { goOn, newCourse, turnPace } from '../../../simulator/run/course.ts';

describe('the pace of a storm', () => {
  it('makes nothing later or sooner while nobody turns it', () => {
    const course = newCourse();
    for (const now of [1_000, 1_003, 9_000]) goOn(course, now);
    expect(course).toMatchObject({ late: 0, turned: 0 });
  });

  it('paused: what is planned moves on with the time', () => {
    const course = newCourse();
    goOn(course, 1_000);
    turnPace(course, 0, 2_000);
    goOn(course, 2_500);
    expect(course.late).toBe(500);
    turnPace(course, 1, 3_000);
    goOn(course, 60_000);
    expect(course).toMatchObject({ late: 1_000, turned: 1_000 });
  });

  it('four times as fast: after a second four have come, whoever was late before', () => {
    const course = { ...newCourse(), late: 700 };
    goOn(course, 1_000);
    turnPace(course, 4, 1_000);
    goOn(course, 2_000);
    expect(course).toMatchObject({ late: 700 - 3_000, turned: -3_000 });
  });
});
